import { collections } from '@shared/collections';
import type { DataContext } from '../data/context';
import { parseRecord, table } from '../reader/reader';
import type { Connection } from './connection';
import { jsonOf } from './failures';
import { type Marks, pushed, type Travelled } from './marks';

const batch = 200;

/**
 * Hands everything unsent to the server, which keeps it for the head: this device was revoked and its base is about to
 * be wiped; contents of its files follow (`FileTransfer.sendLast`). Ends when the server has it all, however long that
 * takes; rejects only when the connection is stopped.
 */
export async function sayLastWords({ db }: DataContext, connection: Connection, marks: Marks): Promise<void> {
  for (const name of pushed) {
    const path = `/${name}/${collections[name].version}/push`;
    for (let last = ''; ; ) {
      const rows = db.all(
        `SELECT id, data FROM ${table(name)} WHERE mark = 0 AND id > ? ORDER BY id LIMIT ${batch}`,
        [last],
      );
      if (rows.length === 0) break;
      const documents = rows.map(([, data]) => {
        const { _rev, _meta, _attachments, ...record } = parseRecord<Record<string, unknown>>(data);
        return record;
      });
      const body = JSON.stringify(documents.map((newDocumentState) => ({ newDocumentState })));
      await connection.ask(
        path,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body },
        async (response) => jsonOf(response),
      );
      marks.set(name, documents as unknown as Travelled[], 1);
      last = String(rows.at(-1)?.[0]);
    }
  }
}
