import type { LostField } from '../lib/merge';

/** The side of a sync conflict that did not stay, as a note of the kind `conflict` carries it. */
export interface ConflictNote {
  readonly collection: string;
  readonly id: string;
  readonly lost: readonly LostField[];
}

/** Reads a conflict note's text; null for one that was not written by the sync. */
export function readConflict(text: string): ConflictNote | null {
  try {
    const found = JSON.parse(text) as Partial<ConflictNote> | null;
    if (!found || typeof found.collection !== 'string' || !Array.isArray(found.lost)) return null;
    const lost = found.lost.filter((one) => typeof one?.field === 'string');
    return { collection: found.collection, id: String(found.id ?? ''), lost };
  } catch {
    return null;
  }
}

/** A field's value as one line of words; lists and objects by what is written in them. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(valueInWords).filter(Boolean).join(', ');
  if (typeof value !== 'object') return String(value);
  const fields = Object.entries(value).filter(([key, of]) => key !== 'id' && of !== '' && of !== null);
  const told = fields.find(([key]) => ['raw', 'value', 'text', 'account', 'fullName', 'name'].includes(key));
  return told ? String(told[1]) : fields.map(([, of]) => valueInWords(of)).join(' ');
}
