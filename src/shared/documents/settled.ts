import type { BusinessDocument } from './schema';

/** Of a tombstone that holds nothing but its id nothing is known. */
const printed: readonly unknown[] = ['posted', 'sent', 'signed', 'paid', 'cancelled'];
/** What of a posted document may still change: its status, and the card it lies in when two are joined. */
const changeable = new Set(['status', 'clientId']);

/**
 * Whether a change is one that a posted document does not admit, whoever makes it: it is printed and its number is
 * spent. It is not deleted, and does not become a draft again.
 */
export function isSettled(
  before: BusinessDocument,
  after: BusinessDocument | undefined,
  changed: ReadonlySet<string>,
): boolean {
  if (!printed.includes(before.status)) return false;
  if (after === undefined || after.status === 'draft') return true;
  return [...changed].some((field) => !changeable.has(field));
}
