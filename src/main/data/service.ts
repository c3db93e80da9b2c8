import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLocalUser, type Session } from '@shared/app/contract';
import { type CollectionName, collectionNames } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import type { MissingEdits } from '@shared/storage-health/contract';
import { exportCalls } from '../audit/internal-calls';
import { ExportTeller } from '../audit/tell-exports';
import { DuplicateWatch } from '../conflicts/duplicates';
import { keepCollision } from '../conflicts/keep';
import { ContentStore } from '../files/content-store';
import { forgetContents } from '../files/forget';
import { fileCalls } from '../files/internal-calls';
import { FileTransfer } from '../files/transfer';
import { importCalls } from '../import/internal-calls';
import { IndexBuilder } from '../store/index-builder/index-builder';
import { storeCalls } from '../store/internal-calls';
import { fillSearchWords } from '../store/search-index';
import { DOWNSTREAM, type Loss, type StoreHandle, storageHandle } from '../store/sqlite-storage';
import { WalCheckpointer } from '../store/wal-checkpointer/wal-checkpointer';
import { createSync, type Sync } from '../sync/sync';
import type { CallHandlers, Tell } from '../threads/contract';
import { describeError } from '../threads/failures';
import type { Publish } from '../threads/serve';
import { commands } from './commands';
import type { DataContext } from './context';
import type { DataCalls, DataNews, Opened } from './contract';
import { openStore } from './open-store';
import { RecordStore } from './records';
import type { DataStart } from './start';

export interface DataEvents {
  readonly changed: (collections: readonly string[]) => void;
  readonly publish: Publish;
  /** Tells main alone. */
  readonly tell: Tell<DataNews>;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

/** The open store with everything that may be asked of the data thread. */
export interface DataService {
  readonly opened: Opened;
  readonly command: (name: string, input: unknown) => unknown;
  /** Answers main. */
  readonly calls: CallHandlers<Omit<DataCalls, 'open'>>;
}

/** How long others have the thread between two pieces of the search's words, in milliseconds. */
const WORDS_PAUSE_MS = 30;

/** So long after the start what is left of an interrupted load is indexed, in milliseconds. */
const INDEXES_AFTER_MS = 10_000;

const replicated = new Set<string>(collectionNames);

/** Opens the store and wires the commands and the sync to it. @throws StoreError when the file cannot be used */
export async function openService(start: DataStart, events: DataEvents): Promise<DataService> {
  let session = start.session;
  const now = () => new Date().toISOString();
  let sync: Sync | undefined;
  const store = await openStore({
    databasePath: start.databasePath,
    encryptionKey: start.encryptionKey,
    version: start.version,
    present: () => ({ at: now(), userId: session.userId, device: session.deviceName }),
    onCommit: ({ collection, ids, context: writer }) => {
      if (!replicated.has(collection)) return;
      events.changed([collection]);
      sync?.committed(collection as CollectionName, ids, writer);
      if (collection === 'files') transfer.look();
      const received = writer.startsWith(DOWNSTREAM);
      if (received && collection === 'clients') duplicates.noticed(ids);
      if (received && collection === 'files') {
        forgetContents(context, contents).catch((error: unknown) =>
          events.log('warn', `contents: ${describeError(error)}`),
        );
      }
    },
    isOutdated: (collection, state) => sync?.isLate(collection, state) === true,
    onSettled: (collection, id) => sync?.settled(collection, id),
    onCollision: (collision) => keepCollision(context, collision),
    onMended: ({ texts, foreign }) =>
      events.log('warn', `mended the texts of ${texts} records, put ${foreign} of foreign ids aside`),
  });
  const handle = storageHandle(start.databasePath);
  tellMissing(handle, events);
  handle.proof.whenDamaged = () => events.tell('store.damaged', null);
  const context: DataContext = {
    records: new RecordStore(store.collections, () => session, now),
    db: handle.db,
    session: () => session,
    now,
    publish: events.publish,
    changed(names) {
      events.changed(names);
      if (names.includes('files')) transfer.look();
    },
    resources: start.resources,
  };
  const duplicates = new DuplicateWatch(context, (error) =>
    events.log('warn', `duplicates: ${describeError(error)}`),
  );
  const contents = new ContentStore(join(dirname(start.databasePath), 'files'), start.encryptionKey);
  const transfer = new FileTransfer(context, contents, (error) =>
    events.log('warn', `files: ${describeError(error)}`),
  );
  const exports = new ExportTeller(context, (error) =>
    events.log('warn', `telling of exports: ${describeError(error)}`),
  );
  const { databasePath, encryptionKey } = start;
  const folder = new WalCheckpointer(handle, { databasePath, encryptionKey }, (message) =>
    events.log('warn', message),
  );
  const indexes = new IndexBuilder(handle, folder, { databasePath, encryptionKey }, (message) =>
    events.log('warn', message),
  );
  sync = createSync({
    context,
    collections: store.collections,
    handle,
    folder,
    indexes,
    publish: events.publish,
    log: events.log,
    news: {
      'sync.tokenWanted': (used) => events.tell('sync.tokenWanted', used),
      'sync.revoked': () => events.tell('sync.revoked', null),
    },
    changed: context.changed,
    connected(connection, lowTraffic) {
      transfer.use(connection, lowTraffic);
      exports.use(connection);
    },
    async sendLast(connection) {
      await exports.tellLast(connection);
      await transfer.sendLast(connection);
    },
  });
  await introduceUser(context, session);
  transfer.findContents().catch((error: unknown) => events.log('warn', `contents: ${describeError(error)}`));
  fillSearchWords(handle.db, () => sleep(WORDS_PAUSE_MS)).catch((error: unknown) =>
    events.log('error', `words of the search: ${describeError(error)}`),
  );
  // A load that goes on would have them dropped again.
  setTimeout(() => indexes.build(), INDEXES_AFTER_MS).unref();

  return {
    opened: { doubtful: handle.proof.isMissing },
    command(name, input) {
      const handler = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;
      if (!handler) throw new AppError('invalid-input', { field: name });
      return (handler as (context: DataContext, input: unknown) => unknown)(context, input);
    },
    calls: {
      ...storeCalls(handle),
      ...importCalls(context),
      ...exportCalls(context, exports),
      ...fileCalls(context, contents),
      ...sync.calls,
      async session(next) {
        session = next;
        await introduceUser(context, session);
        return null;
      },
      async close() {
        duplicates.stop();
        await sync?.stop();
        await transfer.stop();
        await exports.stop();
        await indexes.close();
        await folder.close();
        await store.close();
        return null;
      },
    },
  };
}

/** Tells of edits that were acknowledged once and are not in the database, until somebody has read of them. */
function tellMissing({ loss }: StoreHandle, { publish, log }: DataEvents): void {
  publish('storageHealth.missing', loss === undefined ? null : missingEdits(loss));
  if (loss === undefined) return;
  const { edits, records, since, until, atLeast } = missingEdits(loss);
  log(
    'error',
    `store-edits-missing: ${atLeast ? 'at least ' : ''}${edits} edits, ${records} records of larger writes, ${since} to ${until}`,
  );
}

function missingEdits({ edits, rows, atLeast, since, until, logKept }: Loss): MissingEdits {
  const instant = (at: number) => new Date(at).toISOString();
  return { edits, records: rows, atLeast, since: instant(since), until: instant(until), logKept };
}

/**
 * The device's own user stands in the directory before any server is known, so that names can be shown. A server's
 * user comes with its directory.
 */
async function introduceUser(context: DataContext, session: Session): Promise<void> {
  if (!isLocalUser(session.userId)) return;
  const known = await context.records.find('users', session.userId);
  if (known?.name === session.userName) return;
  if (known) await context.records.change('users', session.userId, { name: session.userName });
  else {
    await context.records.insert(
      'users',
      { name: session.userName, login: '', role: 'seller', disabled: false },
      { id: session.userId },
    );
  }
}
