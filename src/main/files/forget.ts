import type { DataContext } from '../data/context';
import { table } from '../reader/reader';
import type { ContentStore } from './content-store';

/**
 * Removes contents that no record on this device speaks of any more, not even one in the recycle bin: their records
 * left this person's scope. What the server does not have yet stays until it has.
 */
export async function forgetContents({ db, records }: DataContext, contents: ContentStore): Promise<void> {
  const rows = db.all(
    `SELECT c.id FROM ${table('contents')} c WHERE c.deleted = 0 AND c.c_here = 1 AND c.c_uploaded = 1
       AND NOT EXISTS (SELECT 1 FROM ${table('files')} f WHERE f.c_hash = c.id)`,
  );
  for (const [hash] of rows) {
    await contents.remove(String(hash));
    await records.change('contents', String(hash), { here: false, wanted: false });
  }
}
