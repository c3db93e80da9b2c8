import type { CollectionName, Records } from '@shared/collections';
import type { DataContext } from '../data/context';

/** What a removal took away, whole: collection by collection, the first is put back first. */
export type Removed = readonly { readonly name: CollectionName; readonly records: readonly object[] }[];

/** How many removals can be taken back; the offer to undo stands for seconds. */
const kept = 20;
const removals = new WeakMap<DataContext, Map<string, Removed>>();

/** Removes records and remembers them under the id of the first, so that {@link putBack} can undo it. */
export async function removeAll(context: DataContext, id: string, removed: Removed): Promise<void> {
  const all = removals.get(context) ?? new Map<string, Removed>();
  removals.set(context, all);
  all.delete(id);
  all.set(id, removed);
  const [oldest] = all.keys();
  if (all.size > kept && oldest !== undefined) all.delete(oldest);
  for (const { name, records } of removed) {
    await context.records.removeMany(
      name,
      records.map((record) => (record as { id: string }).id),
    );
  }
}

/** Puts back what was removed under this id, as it was; false when that is not remembered any more. */
export async function putBack(context: DataContext, id: string): Promise<boolean> {
  const removed = removals.get(context)?.get(id);
  if (!removed) return false;
  removals.get(context)?.delete(id);
  for (const { name, records } of removed) {
    if (records.length > 0) await context.records.insertMany(name, records as Records[typeof name][]);
  }
  return true;
}
