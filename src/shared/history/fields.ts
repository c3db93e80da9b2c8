import { fieldOf, isShown } from '../kinds';
import type { HistoryKind } from './contract';
import type { Delta, Fields } from './delta';

/** Whether it is an object that a person edits part by part. */
const inParts = (kind: HistoryKind, name: string): boolean => fieldOf(kind, name)?.parts !== undefined;

const parts = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};

/** The names of the fields a person changed, an object's parts by themselves: `content.basis`. */
export function shownFields(kind: HistoryKind, delta: Delta, before: Fields, after: Fields): string[] {
  const names: string[] = [];
  for (const field of Object.keys(delta)) {
    if (!isShown(kind, field)) continue;
    if (!inParts(kind, field)) {
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
    .filter((field) => isShown(kind, field))
    .flatMap((field) =>
      inParts(kind, field) ? Object.keys(parts(record[field])).map((part) => `${field}.${part}`) : [field],
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
export const isSettable = (kind: HistoryKind, name: string): boolean =>
  fieldOf(kind, name)?.computed !== true;

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
