import { clientFieldOf, entityOf, isKind, isShown } from '../kinds';
import type { InboxField, InboxItem } from './contract';

/** Fields worked out from another one: they go where it goes. */
const companions: Readonly<Record<string, readonly string[]>> = {
  name: ['nameKey'],
  status: ['completedAt'],
};

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

const isClient = (collection: string, field: string): boolean =>
  isKind(collection) && clientFieldOf(collection) === field;

/** The fields of an edit that a person knows; of a new record those that hold something. */
export function knownFieldsOf({ collection, fields, isNew }: InboxItem): InboxField[] {
  return fields.filter(
    ({ field, mine }) =>
      isShown(collection, field) && !(isNew && (isClient(collection, field) || isEmpty(mine))),
  );
}

/**
 * Whether it is taken or left as one: a new record, a deletion, and a document, whose numbers follow from each other.
 */
export const isOnePiece = ({ isNew, deletes, collection }: InboxItem): boolean =>
  isNew || deletes || (isKind(collection) && entityOf(collection).locked !== undefined);

/** What to take when these fields are: everything when nothing is left out, so that a person need not know every field. */
export function takeOf(item: InboxItem, chosen: readonly string[]): 'all' | 'none' | string[] {
  const known = knownFieldsOf(item);
  if (isOnePiece(item) || known.every(({ field }) => chosen.includes(field))) return 'all';
  if (chosen.length === 0) return 'none';
  const sent = new Set(item.fields.map(({ field }) => field));
  return chosen.flatMap((field) => [field, ...(companions[field] ?? [])]).filter((field) => sent.has(field));
}
