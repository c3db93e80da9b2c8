import { collections } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import { parseRecord, table } from '../reader/reader';
import type { Connection } from './connection';
import { jsonOf } from './failures';
import { type Part, partOf } from './push-part';
import { pushed, type SyncStates, type Travelled } from './sync-states';

const batch = 200;
/** Of one body, which the server takes up to 8 MB. */
const maxChars = 2 * 1024 * 1024;
const minChars = 16 * 1024;

type Fields = Record<string, unknown>;

/**
 * Hands everything unsent to the server, which keeps it for the head: this device was revoked and its database is about to
 * be wiped; contents of its files follow (`FileTransfer.sendLast`). Ends when the server has it all, however long that
 * takes, or has no more room for it; rejects only when the connection is stopped.
 */
export async function pushBeforeClose(
  { db }: DataContext,
  connection: Connection,
  marks: SyncStates,
): Promise<void> {
  for (const name of pushed) {
    const path = `/${name}/${collections[name].version}/push`;
    for (let last = ''; ; ) {
      const rows = db.all(
        `SELECT id, data FROM ${table(name)} WHERE mark = 0 AND id > ? ORDER BY id LIMIT ${batch}`,
        [last],
      );
      if (rows.length === 0) break;
      const states = rows.map(([, data]) => {
        const { _rev, _meta, _attachments, ...newDocumentState } = parseRecord<Travelled & Fields>(data);
        return { newDocumentState };
      });
      let part: Part<(typeof states)[number]> = { rows: [], json: '[]' };
      const outgoing = async () => {
        part = partOf(states, 0, connection.portion.of(maxChars, minChars));
        return { path, init: await connection.packed(part.json) };
      };
      try {
        await connection.retry(
          async () => connection.once(await outgoing(), jsonOf),
          ({ code }) => code === 'sync-storage-full',
        );
      } catch (error) {
        // There is no room for more of it: a wipe is not held up by that.
        if (error instanceof AppError && error.code === 'sync-storage-full') return;
        throw error;
      }
      const taken = part.rows.map(({ newDocumentState }) => newDocumentState);
      marks.set(name, taken, 1);
      last = taken.at(-1)?.id ?? last;
    }
  }
}
