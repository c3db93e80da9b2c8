import type { HistoryKind } from './contract';
import type { Delta, Fields } from './delta';

/** The store's stamps, and what is worked out from other fields: nothing a person changed. */
const derived = new Set([
  'id',
  '_deleted',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'device',
  'importId',
  'nameKey',
  'completedAt',
  'callId',
  'snapshot',
]);

/** Fields that repeat another one in lists, and those a person never chose. */
const repeated: { readonly [N in HistoryKind]?: ReadonlySet<string> } = {
  documents: new Set(['date', 'series', 'postedAt']),
  notes: new Set(['kind']),
  deals: new Set(['amountByHand', 'steps', 'links']),
  funnels: new Set(['position']),
  files: new Set(['parentKind', 'parentId', 'size', 'hash', 'uploadedAt']),
};

/** Whether a person knows of a field, in a record of this kind. */
export const isKnownField = (kind: HistoryKind, field: string): boolean =>
  !derived.has(field) && !repeated[kind]?.has(field);

/** Objects that a person edits part by part. */
const inParts = new Set(['content', 'signatory']);

const parts = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};

/** The names of the fields a person changed, an object's parts by themselves: `content.basis`. */
export function shownFields(kind: HistoryKind, delta: Delta, before: Fields, after: Fields): string[] {
  const names: string[] = [];
  for (const field of Object.keys(delta)) {
    if (!isKnownField(kind, field)) continue;
    if (!inParts.has(field)) {
      names.push(field);
      continue;
    }
    const was = parts(before[field]);
    const is = parts(after[field]);
    for (const part of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (JSON.stringify(was[part]) !== JSON.stringify(is[part])) names.push(`${field}.${part}`);
    }
  }
  return names;
}

/** The fields of a record that a person knows, in the schema's order, an object's parts by themselves. */
export function knownFields(kind: HistoryKind, record: Fields): string[] {
  return Object.keys(record)
    .filter((field) => isKnownField(kind, field))
    .flatMap((field) =>
      inParts.has(field) ? Object.keys(parts(record[field])).map((part) => `${field}.${part}`) : [field],
    );
}

/** The value of a field, or of a part of it. */
export function valueAt(record: Fields, name: string): unknown {
  const [field = '', part] = name.split('.');
  return part === undefined ? record[field] : parts(record[field])[part];
}

/** What to write so that a field, or a part of it, has a value. */
export function patchAt(record: Fields, name: string, value: unknown): Fields {
  const [field = '', part] = name.split('.');
  return part === undefined ? { [field]: value } : { [field]: { ...parts(record[field]), [part]: value } };
}

/** Whether a person may set it back: a document's total follows its lines. */
export const isSettable = (name: string): boolean => name !== 'total' && name !== 'number';

/** Longer texts are shown by the piece that changed. */
const shownLength = 400;
const around = 60;

/** Two texts cut down to where they differ, with a little before and after; other values and short texts as they are. */
export function excerpt(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (typeof before !== 'string' && typeof after !== 'string') return [before, after];
  const was = typeof before === 'string' ? before : '';
  const is = typeof after === 'string' ? after : '';
  if (was.length <= shownLength && is.length <= shownLength) return [before, after];
  const most = Math.min(was.length, is.length);
  let start = 0;
  while (start < most && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < most - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1;
  const cut = (text: string) => {
    const from = Math.max(0, start - around);
    const whole = Math.min(text.length, text.length - end + around);
    const to = Math.min(whole, from + shownLength);
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  };
  return [typeof before === 'string' ? cut(was) : before, typeof after === 'string' ? cut(is) : after];
}
