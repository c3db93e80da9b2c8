import { parseArgs } from 'node:util';
import { describeEntry } from '@shared/audit/describe';
import { type AuditPage, auditKinds, eventsOf } from '@shared/audit/events';
import { intlLocale } from '@shared/lib/date-format';
import { addDays, isIsoDate } from '@shared/lib/dates';
import { zonedToUtc } from '@shared/lib/zoned-time';
import { texts as appTexts } from '@shared/texts';
import type { AuditCommand } from '../admin/commands';
import type { DatabaseChoice } from '../store/database';
import { CliError } from './cli-error';
import { runOnServer } from './run-on-server';
import type { CliTexts } from './texts';

/** So many entries are asked for at once. */
const pageSize = 500;

/** `audit`: the log, newest first, as lines of words or, with `--json`, as one JSON object a line. @throws CliError */
export async function auditCommand(
  args: readonly string[],
  database: DatabaseChoice,
  texts: CliTexts,
): Promise<void> {
  const { asked, limit, json } = readOptions(args, texts);
  const say = json ? inJson : inWords(texts);
  let printed = 0;
  for (let before: number | undefined; ; ) {
    const size = limit === 0 ? pageSize : Math.min(pageSize, limit - printed);
    const page = await runOnServer({ ...asked, before, limit: size }, database, texts);
    for (const line of say(page)) console.log(line);
    printed += page.entries.length;
    before = page.entries.at(-1)?.id;
    if (!page.more || before === undefined) break;
    if (printed === limit) {
      // Beside what is piped on.
      console.error(texts.moreEntries(limit));
      break;
    }
  }
  if (printed === 0 && !json) console.log(texts.noEntries);
}

function readOptions(
  args: readonly string[],
  texts: CliTexts,
): {
  readonly asked: Omit<AuditCommand, 'limit' | 'before'>;
  readonly limit: number;
  readonly json: boolean;
} {
  const { from, to, user, kind, limit = '100', json = false } = parseOptions(args, texts);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = (option: string, value: string | undefined): string | undefined => {
    if (value !== undefined && !isIsoDate(value)) throw new CliError(texts.dayWrong(option));
    return value;
  };
  const begin = day('--from', from);
  const end = day('--to', to);
  const events = kind === undefined ? undefined : eventsOf(kind);
  if (kind !== undefined && events === undefined) throw new CliError(texts.kindWrong(auditKinds.join(', ')));
  if (!/^\d{1,9}$/.test(limit)) throw new CliError(texts.limitWrong);
  return {
    asked: {
      do: 'audit',
      events,
      user,
      from: begin && zonedToUtc(begin, '00:00', zone),
      to: end && zonedToUtc(addDays(end, 1), '00:00', zone),
    },
    limit: Number(limit),
    json,
  };
}

function parseOptions(args: readonly string[], texts: CliTexts) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        user: { type: 'string' },
        kind: { type: 'string' },
        limit: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new CliError(`${texts.unknownCommand}\n\n${texts.usage}`);
  }
}

/** What a line of JSON has is documented in docs/server.md: other programs read it. */
function inJson({ entries, names, devices }: AuditPage): string[] {
  const named = (id: string | null) => (id === null ? '' : (names[id] ?? ''));
  return entries.map((entry) =>
    JSON.stringify({
      ...entry,
      user: named(entry.userId),
      subjectName: named(entry.subject),
      deviceName: devices[entry.device] ?? '',
    }),
  );
}

function inWords(texts: CliTexts): (page: AuditPage) => string[] {
  const time = (instant: string) =>
    new Intl.DateTimeFormat(intlLocale(texts.language), { dateStyle: 'short', timeStyle: 'medium' }).format(
      new Date(instant),
    );
  return ({ entries, names, devices }) =>
    entries.map((entry) => {
      const { event, who, about } = describeEntry(entry, { names }, appTexts[texts.language], time);
      return [time(entry.at), event, who, about, devices[entry.device] ?? entry.device, entry.address].join(
        '\t',
      );
    });
}
