import type { CollectionName } from '@shared/collections';
import type { LostField } from '@shared/lib/merge';
import type { DataContext } from '../data/context';

/**
 * Keeps the side of a conflict that did not stay: a note of its own kind on the client's timeline, with the field,
 * our value and the one that stayed. Its text is data, read by the timeline: `{collection, id, lost}`.
 */
export async function keepLost(
  { records }: DataContext,
  collection: CollectionName,
  id: string,
  lost: readonly LostField[],
  record: object,
): Promise<void> {
  const clientId = collection === 'clients' ? id : String((record as { clientId?: string }).clientId ?? '');
  if (clientId === '') return;
  await records.insert('notes', {
    clientId,
    kind: 'conflict',
    text: JSON.stringify({ collection, id, lost }),
  });
}
