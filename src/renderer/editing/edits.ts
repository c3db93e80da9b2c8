import { equal, mergeRecords } from '@shared/lib/merge';

/** A field being edited: what is shown, what it began from, and what was last sent to be saved. */
export interface Edit {
  readonly value: unknown;
  readonly base: unknown;
  readonly sent?: { readonly value: unknown };
}

/** The fields of one record that are being edited; the others show the record. */
export type Edits = Readonly<Record<string, Edit>>;

type Fields = Readonly<Record<string, unknown>>;

/** A keystroke: the edit remembers what the field held when it began. */
export function change(edits: Edits, record: object, field: string, value: unknown): Edits {
  const known = edits[field];
  const base = known ? known.base : (record as Fields)[field];
  return { ...edits, [field]: { value, base, ...(known?.sent ? { sent: known.sent } : {}) } };
}

/** Whether a field holds something that was not yet sent. */
const isUnsent = ({ value, sent }: Edit): boolean => !sent || !equal(sent.value, value);

export const hasUnsent = (edits: Edits): boolean => Object.values(edits).some(isUnsent);

/**
 * What is to be saved now. A set (phones, tags) that others changed meanwhile is joined by element; any other field
 * is taken as the person left it.
 */
export function unsentPatch(edits: Edits, record: object, sets: readonly string[]): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [field, edit] of Object.entries(edits)) {
    if (!isUnsent(edit)) continue;
    const base = edit.sent ? edit.sent.value : edit.base;
    const now = (record as Fields)[field];
    patch[field] =
      sets.includes(field) && !equal(now, base)
        ? mergeRecords<Record<string, unknown>>(
            { sets: [field] },
            { [field]: base },
            { [field]: edit.value },
            { [field]: now },
          ).merged[field]
        : edit.value;
  }
  return patch;
}

/** Notes what was sent, so that the same is not sent again. */
export function markSent(edits: Edits, fields: readonly string[]): Edits {
  const next: Record<string, Edit> = { ...edits };
  for (const field of fields) {
    const edit = next[field];
    if (edit) next[field] = { ...edit, sent: { value: edit.value } };
  }
  return next;
}

/** Takes the note back: the saving failed. */
export function markUnsent(edits: Edits, fields: readonly string[]): Edits {
  const next: Record<string, Edit> = { ...edits };
  for (const field of fields) {
    const edit = next[field];
    if (edit) next[field] = { value: edit.value, base: edit.base };
  }
  return next;
}

/**
 * Lets go of fields that were saved and whose record has answered; the record is shown again. A field in which the
 * cursor stands is kept: its own echo must not touch what is being typed.
 */
export function settle(edits: Edits, record: object, focused: string): Edits {
  const left = Object.entries(edits).filter(([field, edit]) => {
    if (isUnsent(edit) || field === focused) return true;
    const now = (record as Fields)[field];
    return equal(now, edit.base) && !equal(now, edit.value);
  });
  return left.length === Object.keys(edits).length ? edits : Object.fromEntries(left);
}
