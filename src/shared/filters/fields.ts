import { type CollectionName, collectionNames } from '../collections';
import type { Field } from '../fields/field';
import * as make from '../fields/make';
import { fieldTraits, type Operator } from '../fields/traits';
import { fieldOf, fieldsOf, isKind } from '../kinds';

/** What every record has beside its own fields, as far as lists show it. */
export const stampFields: Readonly<Record<string, Field>> = {
  createdAt: make.instant(),
  createdBy: make.person(),
  updatedAt: make.instant(),
  updatedBy: make.person(),
};

/** A field as lists and filters name it, found. */
export interface FoundField {
  /** The kind of records whose field it is. */
  readonly kind: CollectionName;
  /** The fields that lead from the record of the list to the field's own, each of the kind it stands at. */
  readonly steps: readonly { readonly kind: CollectionName; readonly field: string }[];
  /** A field, or `field.part`. */
  readonly name: string;
  readonly field: Field;
}

/** So many records lie between a list's and one whose field it shows. */
const MOST_STEPS = 2;

/** A field of a record by its name, a part as `field.part`; undefined where people know of none. */
export function ownField(kind: CollectionName, name: string): Field | undefined {
  const field = fieldOf(kind, name) ?? (name in stampFields ? stampFields[name] : undefined);
  return field === undefined || field.internal || fieldOf(kind, name.split('.')[0] ?? '')?.internal
    ? undefined
    : field;
}

/** The kind of the one record that a field points at; undefined for all other fields. */
export function pointsAt({ type, of, list }: Field): CollectionName | undefined {
  if (list !== undefined) return undefined;
  const target = type === 'person' ? 'users' : type === 'reference' ? (of ?? '') : '';
  return isKind(target) ? target : undefined;
}

/** A field by its path: `status`, `requisites.inn`, `clientId/city`. */
export function findField(kind: CollectionName, path: string): FoundField | undefined {
  const names = path.split('/');
  if (names.length > MOST_STEPS + 1) return undefined;
  const name = names.pop() ?? '';
  const steps: { kind: CollectionName; field: string }[] = [];
  let at = kind;
  for (const step of names) {
    const field = ownField(at, step);
    const next = field && pointsAt(field);
    if (next === undefined) return undefined;
    steps.push({ kind: at, field: step });
    at = next;
  }
  const field = ownField(at, name);
  return field && { kind: at, steps, name, field };
}

/** The operators that a field may be asked with: an instant also by the day or the period it lies in. */
export function operatorsOf(field: Field): readonly Operator[] {
  const { is, operators } = fieldTraits[field.type];
  return is === 'instant' ? ['is', ...operators] : operators;
}

/** The fields of a kind that people see, parts of objects as `field.part`, stamps last; without what they point at. */
export function shownFields(kind: CollectionName): [string, Field][] {
  const own = fieldsOf(kind).flatMap(([name, field]): [string, Field][] =>
    field.parts
      ? Object.entries(field.parts).map(([part, of]): [string, Field] => [`${name}.${part}`, of])
      : [[name, field]],
  );
  return [...own, ...Object.entries(stampFields)].filter(([name]) => ownField(kind, name) !== undefined);
}

/** Kinds whose records point at those of a kind, with the field they do it by. */
export function childrenOf(kind: CollectionName): { readonly kind: CollectionName; readonly by: string }[] {
  return collectionNames.flatMap((child) =>
    fieldsOf(child)
      .filter(([name, field]) => ownField(child, name) && mayPointAt(field, kind))
      .map(([by]) => ({ kind: child, by })),
  );
}

/** Whether a field holds the id of a record of a kind, or several. */
export function mayPointAt({ type, of, list }: Field, kind: CollectionName): boolean {
  if (list !== undefined) return false;
  if (type === 'person' || type === 'people') return kind === 'users';
  return (type === 'reference' || type === 'references') && of === kind;
}
