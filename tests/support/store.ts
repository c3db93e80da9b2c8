import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepCollision } from '../../src/main/conflicts/keep';
import { commands } from '../../src/main/data/commands';
import type { DataContext } from '../../src/main/data/context';
import { tablesBeside } from '../../src/main/data/feature-tables';
import { openStore } from '../../src/main/data/open-store';
import { RecordStore } from '../../src/main/data/records';
import { validateInput } from '../../src/main/ipc/validate';
import { Dependencies } from '../../src/main/reader/dependencies';
import { queries } from '../../src/main/reader/queries';
import { type Query, Reader } from '../../src/main/reader/reader';
import type { Store } from '../../src/main/store/open';
import { storageHandle } from '../../src/main/store/sqlite-storage';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import type { Session } from '../../src/shared/app/contract';
import type { CallInput, CallOutput, CommandName, LiveName } from '../../src/shared/contract';
import { idOf } from './id';

/** A Tuesday noon in Moscow. */
const START = '2026-03-10T09:00:00.000Z';

export interface TestStoreOptions {
  /** The instant the store's clock shows first; it moves only when told. */
  readonly now?: string;
  readonly session?: Partial<Session>;
  /** Told after every commit. */
  readonly onCommit?: (collection: string, ids: readonly string[]) => void;
}

export interface TestStore {
  /** What commands are given, for arranging records directly. */
  readonly context: DataContext;
  readonly store: Store;
  /** A reader on the same file. */
  readonly reader: Reader;
  /** What the reader's queries read. */
  readonly dependencies: Dependencies;
  /** Runs a command as the data thread would: arguments checked first. */
  readonly command: <N extends CommandName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Asks a live query once as the reader thread would. */
  readonly read: <N extends LiveName>(name: N, input: CallInput<N>) => CallOutput<N>;
  /** Moves the clock by milliseconds, or sets it to an instant. */
  readonly setClock: (to: number | string) => void;
  /** States published by commands, newest last. */
  readonly published: { readonly name: string; readonly value: unknown }[];
  readonly close: () => Promise<void>;
}

/** The real store on a file of its own with a reader beside it; `close()` removes the file. */
export async function openTestStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'картотека база '));
  const databasePath = join(folder, 'kartoteka.db');
  const resources = fileURLToPath(new URL('../../resources', import.meta.url));
  const session: Session = {
    userId: idOf('user-1'),
    userName: 'Анна Смирнова',
    deviceId: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
    deviceName: 'Ноутбук Анны',
    series: 'А1',
    ...options.session,
  };
  let clock = Date.parse(options.now ?? START);
  const now = () => new Date(clock).toISOString();
  const published: { name: string; value: unknown }[] = [];

  const store = await openStore({
    databasePath,
    encryptionKey: '',
    present: () => ({ at: now(), userId: session.userId, device: session.deviceName }),
    onCommit: ({ collection, ids }) => options.onCommit?.(collection, ids),
    onSettled: () => {},
    onCollision: (collision) => keepCollision(context, collision),
  });
  const context: DataContext = {
    records: new RecordStore(store.collections, () => session, now),
    db: storageHandle(databasePath).db,
    session: () => session,
    now,
    publish: (name, value) => published.push({ name, value }),
    changed: () => {},
    resources,
  };
  await context.records.insert(
    'users',
    { name: session.userName, login: '', role: 'seller', disabled: false },
    { id: session.userId },
  );
  const dependencies = new Dependencies(tablesBeside);
  const pragmas = { cache_size: -65536, temp_store: 2 };
  const reader = new Reader(
    openDatabase({ path: databasePath, readonly: true, pragmas, onAsked: dependencies.note }),
    resources,
    session,
    dependencies,
  );

  return {
    context,
    store,
    reader,
    dependencies,
    published,
    async command(name, input) {
      const sound = validateInput('command', name, input);
      const run = commands[name] as unknown as (context: DataContext, input: unknown) => unknown;
      return (await run(context, sound)) as never;
    },
    read(name, input) {
      const sound = validateInput('live', name, input) as typeof input;
      return (queries[name] as unknown as Query<typeof name>)(reader, sound);
    },
    setClock(to) {
      clock = typeof to === 'number' ? clock + to : Date.parse(to);
    },
    async close() {
      reader.db.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
