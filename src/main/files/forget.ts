import type { DataContext } from '../data/context';
import { table } from '../reader/reader';
import type { ContentStore } from './content-store';
import { contentsTable, noteContent } from './contents-table';

/**
 * Removes contents that no record on this device speaks of any more, not even one in the recycle bin: their records
 * left this person's scope. What the server does not have yet stays until it has.
 */
export async function forgetContents(context: DataContext, contents: ContentStore): Promise<void> {
  const rows = context.db.all(
    `SELECT c.hash FROM ${contentsTable} c WHERE c.here = 1 AND c.uploaded = 1
       AND NOT EXISTS (SELECT 1 FROM ${table('files')} f WHERE f.c_hash = c.hash)`,
  );
  for (const [hash] of rows) {
    await contents.remove(String(hash));
    noteContent(context, String(hash), { here: false, wanted: false });
  }
}
