import type { ClientKind, ClientStatus } from '../clients/schema';
import type { ImportedEmail, ImportedPhone } from './fields';
import { foldHeader } from './header-names';

/** A word list by meaning, as folded by {@link foldHeader}. */
function words<T extends string>(lists: Readonly<Record<T, string>>): ReadonlyMap<string, T> {
  const entries = Object.entries(lists) as [T, string][];
  return new Map(
    entries.flatMap(([meaning, list]) => list.split(', ').map((word) => [word, meaning] as const)),
  );
}

const kinds = words<ClientKind>({
  company:
    'юридическое лицо, юр лицо, юрлицо, юл, компания, организация, ооо, ао, пао, зао, оао, company, organization, ' +
    'legal entity, business',
  entrepreneur:
    'ип, индивидуальный предприниматель, предприниматель, entrepreneur, sole proprietor, self employed',
  person: 'физическое лицо, физ лицо, физлицо, фл, частное лицо, человек, person, individual, private person',
});

const statuses = words<ClientStatus>({
  potential: 'потенциальный, потенциальный клиент, новый, лид, холодный, potential, lead, new, prospect',
  active: 'активный, действующий, текущий, клиент, в работе, active, current, customer',
  regular: 'постоянный, лояльный, vip, regular, loyal',
  lost: 'потерянный, ушел, отказ, неактивный, архив, lost, inactive, churned, former',
});

/** The kind of client a word means, or null. */
export const readKind = (text: string): ClientKind | null => kinds.get(foldHeader(text)) ?? null;

/** The status a word means, or null. */
export const readStatus = (text: string): ClientStatus | null => statuses.get(foldHeader(text)) ?? null;

/** What a spreadsheet makes of a long number: `7,91612E+10`, `7.91612E+10`. The lost digits cannot be had back. */
export function isDamagedNumber(text: string): boolean {
  return /^['’`]?[+-]?\d+(?:[.,]\d*)?\s?[eе]\s?\+?\d{1,3}$/iu.test(text.trim());
}

/** Google joins several values of a cell with ` ::: `. */
const joined = (text: string): string => text.replaceAll(' ::: ', '\n');

/** Divides a cell of tags. */
export function splitTags(text: string): string[] {
  const tags = joined(text)
    .split(/[,;|\n]/)
    .map((tag) =>
      tag
        .trim()
        .replace(/^#|^\*\s?/, '')
        .trim(),
    )
    .filter(Boolean);
  return [...new Set(tags)];
}

/** Divides a cell of several phones or addresses into pieces of text for their readers. */
export const splitJoined = (text: string): string => joined(text);

const EMAIL = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@<>()[\],;:".]{2,}$/u;

/** E-mail addresses of a cell and what in it is none. `Имя <a@b.ru>` and `mailto:` are understood. */
export function readEmails(cell: string, header: string): { good: ImportedEmail[]; bad: string[] } {
  const label: ImportedEmail['label'] = /личн|частн|home|personal|private/i.test(header)
    ? 'home'
    : /рабоч|work|business/i.test(header)
      ? 'work'
      : 'other';
  const good: ImportedEmail[] = [];
  const bad: string[] = [];
  for (const part of joined(cell).split(/[,;\n]|\s\/\s/)) {
    const text = part.trim();
    if (text === '') continue;
    const bracketed = /<([^<>]+)>/.exec(text)?.[1] ?? text;
    const pieces = bracketed
      .replace(/^mailto:/i, '')
      .trim()
      .split(/\s+/);
    for (const piece of pieces.every((value) => EMAIL.test(value)) ? pieces : [pieces.join(' ')]) {
      if (!EMAIL.test(piece) || piece.length > 254) bad.push(text);
      else good.push({ value: piece.toLowerCase(), label });
    }
  }
  return { good, bad };
}

/** The label of a phone by the header of its column. */
export function phoneLabelOf(header: string): ImportedPhone['label'] | null {
  if (/факс|fax/i.test(header)) return 'fax';
  if (/моб|сотов|переносн|mobile|cell/i.test(header)) return 'mobile';
  if (/домашн|home/i.test(header)) return 'home';
  if (/рабоч|work|business|office/i.test(header)) return 'work';
  return /друг|other/i.test(header) ? 'other' : null;
}
