import { noClientFilter } from '@shared/clients/contract';
import { collectionNames } from '@shared/collections';
import type { LiveName } from '@shared/contract';
import { AppError, type Result } from '@shared/lib/result';
import { featureTables, tablesBeside } from '../data/feature-tables';
import { validateInput } from '../ipc/validate';
import { hasListTable } from '../store/list-tables';
import { textsAreMended } from '../store/mend-database';
import { type Database, openDatabase } from '../store/sqlite-storage/adapter';
import { hasTagTable } from '../store/tag-table';
import { hasTally } from '../store/tallies';
import type { NoNews } from '../threads/contract';
import { describeError, toFailure } from '../threads/failures';
import { beginThread, type ThreadPort } from '../threads/port';
import type { Changed } from '../threads/protocol';
import { serveThread } from '../threads/serve';
import type { ReaderCalls } from './contract';
import { Dependencies } from './dependencies';
import { LiveQueries } from './live';
import { queries } from './queries';
import { type Query, Reader, type ReaderSession, table } from './reader';

interface ReaderStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
  readonly resources: string;
  readonly session: ReaderSession;
  /** Where the data thread tells what changed. */
  readonly changes: ThreadPort;
}

const declared = new Map<string, Query<LiveName>>(Object.entries(queries) as [string, Query<LiveName>][]);
const dependencies = new Dependencies(tablesBeside);

const hasTable = (db: Database, name: string): boolean =>
  db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name]) !== undefined;

beginThread<ReaderStart>(serveReader);

/** Answers the live queries of one database. */
function serveReader(port: ThreadPort, start: ReaderStart): void {
  let reader: Reader | undefined;
  let session = start.session;

  /** Opens the store for reading. The data thread creates and migrates it; until then this refuses. */
  function open(): void {
    reader?.db.close();
    reader = undefined;
    const db = openDatabase({
      path: start.databasePath,
      encryptionKey: start.encryptionKey,
      readonly: true,
      checksSeal: true,
      pragmas: { cache_size: -65536, mmap_size: 0, temp_store: 2 },
      onAsked: dependencies.note,
    });
    // A database from before some collection or list has a table too few, or texts to be mended: the data thread does it.
    const made = collectionNames.every(
      (name) =>
        hasTable(db, table(name)) && hasListTable(db, name, table(name)) && hasTally(db, name, table(name)),
    );
    if (
      !made ||
      !hasTagTable(db) ||
      !featureTables.every(({ name }) => hasTable(db, name)) ||
      !textsAreMended(db)
    ) {
      db.close();
      throw new AppError('store-not-open');
    }
    reader = new Reader(db, start.resources, session, dependencies, (collection) =>
      live.changed([collection]),
    );
  }

  function answer(name: string, input: unknown): unknown {
    const sound = validateInput('live', name, input);
    const query = declared.get(name);
    if (!query) throw new AppError('invalid-input', { field: name });
    if (!reader) throw new AppError('store-not-open');
    return query(reader, sound as never);
  }

  /**
   * The first page of clients is asked for while the window is still loading its code: its schema is compiled, its
   * statements are prepared and the file's pages are in memory when a person looks.
   */
  function warmUp(): void {
    const first = {
      filter: noClientFilter,
      sort: { field: 'name', descending: false },
      offset: 0,
      limit: 50,
    };
    answerSafely('clients.window', first);
  }

  const live = new LiveQueries((id, answer) => sender.answer(id, answer));

  function answerSafely(name: string, input: unknown): Result<unknown> {
    try {
      return { ok: true, value: answer(name, input) };
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'internal') sender.log('error', `${name}: ${describeError(error)}`);
      return { ok: false, error: failure };
    }
  }

  const sender = serveThread<ReaderCalls, NoNews>(port, {
    calls: {
      open() {
        open();
        live.refreshAll();
        setImmediate(warmUp);
        return null;
      },
      close() {
        reader?.db.close();
        reader = undefined;
        return null;
      },
      session(next) {
        session = next;
        if (reader) reader.session = next;
        live.refreshAll();
        return null;
      },
    },
    request: answer,
    watch(id, name, input) {
      live.watch(id, name, input, () => dependencies.of(() => answerSafely(name, input)));
    },
    unwatch: (id) => live.unwatch(id),
  });

  start.changes.listen((word) => {
    const changed = word as Changed;
    if (changed.collections.includes('users')) reader?.forgetUserNames();
    live.changed(changed.collections);
  });
}
