// Gives every command of the contract odd texts, asks every live query, begins anew over the same database and asks again.
// A process of its own: a text that the binding does not survive ends it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openStore } from '../../../src/main/data/open-store';
import { validateInput } from '../../../src/main/ipc/validate';
import { queries } from '../../../src/main/reader/queries';
import { Reader } from '../../../src/main/reader/reader';
import { openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import { contract } from '../../../src/shared/contract';
import { idPattern, referencePattern } from '../../../src/shared/lib/ids';
import { wellFormed } from '../../../src/shared/lib/well-formed';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';
import { fromSchema, oddText } from './from-schema';

const isIdPattern = (pattern: string): boolean => pattern === idPattern || pattern === referencePattern;
const [runs = '6', seed = '1'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'f texts '));
const calls = Object.entries(contract);
const succeeded: Record<string, number> = {};
let ill = 0;
const note = (value: unknown, name = '') => {
  if (wellFormed(value) === value) return;
  ill += 1;
  if (process.env.SHOW) process.stderr.write(`ill: ${name} ${JSON.stringify(value).slice(0, 2000)}\n`);
};

const test = await openTestStore();
const ids = await fill(test);
const patterned = (name: string) => (field: string, pattern: string) => {
  const [feature = ''] = name.split('.');
  if (field === 'zone') return fc.constantFrom('Europe/Moscow', 'Asia/Omsk');
  if (/(At|^after|^until)$/.test(field)) return fc.constant('2026-03-10T08:00:00.000Z');
  if (/\\d\{4\}-/.test(pattern) || /^(from|to)$/.test(field))
    return fc.constantFrom('2026-03-10', '2026-03-11');
  if (/\\d/.test(pattern) && !isIdPattern(pattern)) return fc.constantFrom('1', '2.5');
  if (isIdPattern(pattern)) return fc.constant(ids[field] ?? ids[feature] ?? ids.clientId ?? '');
  return undefined;
};
const inputs = (name: string, input: unknown) =>
  fc.sample(fromSchema(input as never, { patterned: patterned(name) }), {
    numRuns: Number(runs),
    seed: Number(seed),
  });

/** First what makes records, last what removes them. */
const rank = (name: string) =>
  /create|save|add|log/i.test(name) ? 0 : /remove|dismiss|merge/i.test(name) ? 2 : 1;
for (const [name, call] of [...calls].sort(([one], [other]) => rank(one) - rank(other))) {
  // What begins an import or fills the database anew is tried by its own tests.
  if (call.kind !== 'command' || name === 'app.fillDemo') continue;
  for (const input of inputs(name, call.input))
    await attempt(name, () => test.command(name as never, input as never));
}
for (const [kind, fields] of texts(test)) await attempt(`direct:${kind}`, () => fields());
askAll((name, input) => test.read(name as never, input as never));

const copy = join(folder, 'kartoteka.db');
test.context.db.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
await test.close();
const again = await openStore({
  databasePath: copy,
  encryptionKey: '',
  present: () => ({ at: '2026-03-10T09:00:00.000Z', userId: idOf('user-1'), device: '' }),
  onCommit: () => {},
  onSettled: () => {},
  onCollision: async () => {},
});
const reader = new Reader(openDatabase({ path: copy, readonly: true }), '', { userId: idOf('user-1') });
askAll((name, input) =>
  (queries[name as keyof typeof queries] as (reader: Reader, input: never) => unknown)(
    reader,
    validateInput('live', name, input) as never,
  ),
);
reader.db.close();
await again.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ succeeded, ill })}\n`);
process.exit(0);

async function attempt(name: string, work: () => unknown): Promise<void> {
  try {
    const value = await work();
    note(value, name);
    const made = (value as { id?: unknown } | null)?.id;
    if (rank(name) === 0 && typeof made === 'string') ids[name.split('.')[0] ?? ''] = made;
    succeeded[name] = (succeeded[name] ?? 0) + 1;
  } catch (error) {
    succeeded[name] ??= 0;
    if (process.env.SHOW) process.stderr.write(`${name}: ${JSON.stringify(error)}\n`);
    if ((error as { code?: string }).code === undefined) process.stderr.write(`${name}: ${String(error)}\n`);
  }
}

function askAll(ask: (name: string, input: unknown) => unknown): void {
  for (const [name, call] of calls) {
    if (call.kind !== 'live') continue;
    for (const input of inputs(name, call.input)) {
      try {
        note(ask(name, input), name);
        succeeded[name] = (succeeded[name] ?? 0) + 1;
      } catch (error) {
        succeeded[name] ??= 0;
        if ((error as { code?: string }).code === undefined)
          process.stderr.write(`${name}: ${String(error)}\n`);
      }
    }
  }
}

/** Records written past the contract, as an import or the exchange would. */
function texts({ context }: TestStore): [string, () => Promise<unknown>][] {
  return fc.sample(oddText, { numRuns: 10, seed: Number(seed) }).flatMap((text) => [
    [
      'notes',
      () =>
        context.records.insert('notes', { clientId: ids.clientId ?? '', text, ...{ [text]: text } } as never),
    ],
    [
      'clients',
      async () =>
        context.records.change('clients', ids.clientId ?? '', { about: text, tags: [text], nameKey: text }),
    ],
  ]);
}

async function fill({ command, context }: TestStore): Promise<Record<string, string>> {
  const { id: clientId } = await command('clients.create', {
    patch: { kind: 'company', name: 'ООО «Проба»' },
  });
  const userId = context.session().userId;
  const file = {
    ...{ clientId, parentKind: 'clients', parentId: clientId },
    name: 'a.pdf',
    size: 1,
    hash: 'a'.repeat(64),
  };
  const files = await context.records.insert('files', { ...file, uploadedAt: '' } as never);
  return {
    clientId,
    clients: clientId,
    userId,
    assigneeId: userId,
    ownerId: userId,
    parentId: clientId,
    files,
  };
}
