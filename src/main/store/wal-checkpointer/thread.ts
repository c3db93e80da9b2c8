import { parentPort, workerData } from 'node:worker_threads';
import { BACKGROUND_PRIORITY, letOthersGoFirst } from '../../threads/priority';
import { openDatabase } from '../sqlite-storage/adapter';
import type { Folded, FolderStart } from './wal-checkpointer';

/** The folding thread: each message has it fold the write-ahead log into the file once, as far as readers let it. */
if (parentPort !== null) {
  const port = parentPort;
  letOthersGoFirst(BACKGROUND_PRIORITY);
  const { databasePath, encryptionKey } = workerData as FolderStart;
  // The writer's commits do not wait for it: the page of a folded log is read and written here.
  const db = openDatabase({ path: databasePath, encryptionKey, pragmas: { query_only: 'ON' } });
  port.on('message', (message: 'fold' | 'close') => {
    if (message === 'close') {
      db.close();
      port.close();
      return;
    }
    const [busy, pages, folded] = db.get('PRAGMA wal_checkpoint(PASSIVE)') ?? [];
    const whole = busy === 0 && pages === folded;
    port.postMessage({ pages: Math.max(0, Number(pages)), whole } satisfies Folded);
  });
}
