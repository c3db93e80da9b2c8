import type { ColumnTarget } from './fields';
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

/** Key under which the mapping chosen for these headers is remembered; case and punctuation do not matter. */
export function headerKey(headers: readonly string[]): string {
  return `${headers.length}-${hashText(headers.map(foldHeader).join('\u001f')).toString(36)}`;
}
