import { parsePhones } from '../domain/phones/parse-phones';
import { isValidInn } from '../domain/requisites/inn';
import { type ColumnTarget, namesSomebody } from './fields';
import { hashText } from './hash';
import { foldHeader, type HeaderMeaning, meaningOf } from './header-names';
import { findPreset, type PresetName } from './presets';

/** A proposal for the columns of a file and where it comes from. */
export interface SuggestedMapping {
  readonly columns: readonly ColumnTarget[];
  /** The program recognised by its headers, or `''`. */
  readonly preset: PresetName | '';
}

/** Settles meanings that depend on the neighbours. */
function resolve(meaning: HeaderMeaning, all: readonly (HeaderMeaning | null)[]): ColumnTarget {
  const has = (...wanted: HeaderMeaning[]) => all.some((other) => other !== null && wanted.includes(other));
  const hasCompany = has('client.name', 'client.fullName');
  const hasParts = has('contact.lastName', 'contact.middleName');
  const hasPerson =
    hasParts || has('contact.name', 'contact.firstName', 'given') || (hasCompany && has('name'));
  switch (meaning) {
    case 'phone':
      return hasPerson && !hasCompany ? 'contact.phones' : 'client.phones';
    case 'email':
      return hasPerson && !hasCompany ? 'contact.emails' : 'client.emails';
    case 'personal-phone':
      return hasPerson ? 'contact.phones' : 'client.phones';
    case 'personal-email':
      return hasPerson ? 'contact.emails' : 'client.emails';
    case 'name':
      return hasCompany || hasParts || has('contact.firstName') ? 'contact.name' : 'client.name';
    case 'given':
      return hasParts ? 'contact.firstName' : 'contact.name';
    default:
      return meaning;
  }
}

/**
 * Proposes what each column is, by its header in Russian or English and by the program the export comes from.
 * What we do not know goes to the notes, so that nothing is lost.
 */
export function suggestMapping(headers: readonly string[]): SuggestedMapping {
  const preset = findPreset(headers);
  const meanings = headers.map((header) => preset?.target(header) ?? meaningOf(header));
  const columns = meanings.map((meaning) => (meaning === null ? 'rest' : resolve(meaning, meanings)));
  return { columns, preset: preset?.name ?? '' };
}

/** What most values of a column are, where they say it themselves; null for mere text. */
function meaningOfValues(values: readonly string[]): 'client.emails' | 'client.inn' | 'client.phones' | null {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const mostly = (fits: (value: string) => boolean) =>
    filled.length > 0 && filled.filter(fits).length * 5 >= filled.length * 4;
  if (mostly((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))) return 'client.emails';
  if (mostly(isValidInn)) return 'client.inn';
  return mostly((value) => parsePhones(value).some(({ issue }) => issue === '')) ? 'client.phones' : null;
}

/**
 * A mapping by headers, completed by the values where the headers do not name anybody: a list of addresses without a
 * header is a list of addresses. The first column of mere text beside them is then the name.
 * @param sample the first rows of the file
 */
export function mappingByValues(
  headers: readonly string[],
  columns: readonly ColumnTarget[],
  sample: readonly (readonly string[])[],
): readonly ColumnTarget[] {
  if (namesSomebody(columns)) return columns;
  let named = false;
  return columns.map((target, column) => {
    if (target !== 'rest') return target;
    const values = sample.map((cells) => cells[column] ?? '');
    const meaning = meaningOfValues(values);
    if (meaning !== null) return meaning;
    const isText = values.some((value) => /\p{L}{2}/u.test(value));
    if (named || !isText || !(headers[column] ?? '').startsWith('#')) return target;
    named = true;
    return 'client.name';
  });
}

/** Key under which the mapping chosen for these headers is remembered; case and punctuation do not matter. */
export function headerKey(headers: readonly string[]): string {
  return `${headers.length}-${hashText(headers.map(foldHeader).join('\u001f')).toString(36)}`;
}
