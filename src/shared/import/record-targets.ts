import type { Field } from '../fields/field';
import { fieldsOf, type KindWith, kindsWith } from '../kinds';
import { type KindsWords, wordsOf } from '../texts/kinds-words';
import { type ColumnTarget, isColumnTarget } from './fields';
import { recordImportOf } from './record-imports';

/**
 * Kinds of records a file can be of by their catalogue of fields alone. Clients with their contacts have readers of
 * their own: a row of theirs makes two records.
 */
export type RecordKind = Exclude<KindWith<'importable'>, 'clients' | 'contacts'>;
const ownReaders: readonly string[] = ['clients', 'contacts'];
export const recordKinds = kindsWith('importable').filter(
  (kind): kind is RecordKind => !ownReaders.includes(kind),
);

/** What the rows of a file are. */
export type ImportKind = 'clients' | RecordKind;
export const importKinds: readonly ImportKind[] = ['clients', ...recordKinds];

/** A field of a kind as what a column can be: `deals.amount`. */
export type RecordTarget = `${RecordKind}.${string}`;

/** What a column of a file of any kind can be. */
export type PlanTarget = ColumnTarget | RecordTarget;

/** A field that a column can go to. */
export interface ImportableField {
  readonly target: RecordTarget;
  readonly name: string;
  readonly field: Field;
}

/** Fields of these types have no text that says all of them. */
const unread: readonly Field['type'][] = ['data', 'group', 'elements', 'file', 'accounts', 'lines'];

/** The fields of a kind that a file can fill, in the order of its catalogue. */
export function importableFields(kind: RecordKind): readonly ImportableField[] {
  const { extras = {}, skips = [], read = {} } = recordImportOf(kind);
  const readable = ([name, field]: readonly [string, Field]) =>
    !field.internal &&
    !field.computed &&
    field.kindIn === undefined &&
    !skips.includes(name) &&
    (!unread.includes(field.type) || name in read);
  return [...fieldsOf(kind).filter(readable), ...Object.entries(extras)].map(([name, field]) => ({
    ...{ target: `${kind}.${name}` as const, name, field },
  }));
}

const byTarget = new Map<string, ImportableField>(
  recordKinds.flatMap((kind) => importableFields(kind)).map((one) => [one.target, one]),
);

/** The field a target means, undefined for none. */
export const importableField = (target: string): ImportableField | undefined => byTarget.get(target);

/** True for a text that is a field of one of {@link recordKinds}. */
const isRecordTarget = (target: string): target is RecordTarget => byTarget.has(target);

/** True for a text that is a target: what comes back from the screen or from memory must be looked at. */
export const isPlanTarget = (text: string): text is PlanTarget =>
  isColumnTarget(text) || isRecordTarget(text);

/** Whether a column of this target holds dates, whose order has to be known. */
export const isDateTarget = (target: string): boolean =>
  target === 'contact.birthday' || ['date', 'instant'].includes(byTarget.get(target)?.field.type ?? '');

/** The kind a target is of, undefined for a client's. */
export const kindOfTarget = (target: string): RecordKind | undefined =>
  isRecordTarget(target) ? recordKinds.find((kind) => target.startsWith(`${kind}.`)) : undefined;

/** Whether a field's text names something that has to be looked up: a record, a person, an element of a directory. */
export const isNamed = ({ type }: Pick<Field, 'type'>): boolean =>
  ['reference', 'references', 'directory', 'person', 'people'].includes(type);

/** Whether a mapping can make records of a kind at all. */
export const namesRecord = (kind: RecordKind, mapping: readonly PlanTarget[]): boolean =>
  mapping.some((target) => kindOfTarget(target) === kind);

/** The field that keeps what fits nowhere else; undefined where a kind has none. */
export const notesFieldOf = (kind: RecordKind): string | undefined =>
  recordImportOf(kind).notes ??
  fieldsOf(kind).findLast(([, { type, internal }]) => type === 'longText' && !internal)?.[0];

/** A mapping for a kind that comes from outside; what is no target of it is not taken. */
export const recordMappingOf = (kind: RecordKind, columns: readonly string[]): PlanTarget[] =>
  columns.map((target) =>
    target === 'rest' || (isRecordTarget(target) && target.startsWith(`${kind}.`)) ? target : '',
  );

/** What the field that keeps what fits nowhere else is called. @param kinds the words of kinds in a language */
export function notesTitle(kind: ImportKind, kinds: KindsWords): string {
  const name = kind === 'clients' ? 'about' : (notesFieldOf(kind) ?? '');
  return wordsOf(kinds, kind)?.fields[name] ?? '';
}
