import type { NoNews } from '../../threads/contract';
import { beginThread } from '../../threads/port';
import { BACKGROUND_PRIORITY, letOthersGoFirst } from '../../threads/priority';
import { serveThread } from '../../threads/serve';
import { openDatabase } from '../sqlite-storage/adapter';
import type { FoldCalls, FolderStart } from './contract';

/** The folding thread. */
beginThread<FolderStart>((port, { databasePath, encryptionKey }) => {
  letOthersGoFirst(BACKGROUND_PRIORITY);
  // The writer's commits do not wait for it: the page of a folded log is read and written here.
  const db = openDatabase({ path: databasePath, encryptionKey, pragmas: { query_only: 'ON' } });
  serveThread<FoldCalls, NoNews>(port, {
    calls: {
      fold() {
        const [busy, pages, folded] = db.get('PRAGMA wal_checkpoint(PASSIVE)') ?? [];
        return { pages: Math.max(0, Number(pages)), whole: busy === 0 && pages === folded };
      },
      close() {
        db.close();
        return null;
      },
    },
  });
});
