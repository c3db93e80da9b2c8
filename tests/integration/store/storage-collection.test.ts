import { existsSync } from 'node:fs';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/main/data/open-store';
import type { Store } from '../../../src/main/store/open';
import { openDatabase, storageHandle } from '../../../src/main/store/sqlite-storage';
import { Replication } from '../../../src/main/sync/replication';
import { entities } from '../../../src/shared/entities';
import { until } from '../../support/device';
import { idOf } from '../../support/id';
import { scratch } from './support';

// The kind `views` has no RxDB collection; here it gets a second version.
const views = entities.views as { version: number; migrations: Record<number, (one: never) => object> };
const described = (view: Record<string, unknown>) => ({ ...view, name: `${view.name}, новый вид` });

let place: ReturnType<typeof scratch>;
let store: Store;

const open = () =>
  openStore({
    databasePath: place.file,
    encryptionKey: '',
    present: () => ({ at: '2026-11-22T09:00:00.000Z', userId: 'anna', device: 'Ноутбук' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });

beforeEach(() => {
  place = scratch();
});

afterEach(async () => {
  views.version = 0;
  views.migrations = {};
  notes.version = 0;
  notes.migrations = {};
  await store.close();
  place.remove();
});

const view = (id: string, name: string) => ({
  ...{
    id: idOf(id),
    createdAt: '2026-11-22T09:00:00.000Z',
    createdBy: 'anna',
    updatedBy: 'anna',
    importId: '',
  },
  ...{ updatedAt: '2026-11-22T09:00:00.000Z', name, kind: 'deals', ownerId: 'anna', shared: 'mine' as const },
  ...{ filter: { all: [] }, columns: [], order: [], grouping: '', sums: [], layout: 'table' as const },
  ...{ pinned: false, isDefault: false, position: 0 },
});

const notes = entities.notes as unknown as {
  version: number;
  migrations: Record<number, (one: never) => object>;
};

type Row = { newDocumentState: { name: string }; assumedMasterState?: { name: string } };

/** Replicates with a server that has one view, until it has been told of everything. */
async function exchange(): Promise<Row[]> {
  const pushed: Row[] = [];
  let pulls = 0;
  const replication = new Replication<{ id: string; lwt: number }>({
    handle: storageHandle(place.file),
    collection: store.collections.views,
    identifier: 'test:views',
    pull: {
      batchSize: 25,
      stream$: new Subject(),
      async handler(after) {
        pulls += 1;
        const documents = after ? [] : [{ ...view('theirs', 'С сервера'), _deleted: false }];
        return { documents, checkpoint: { id: 'x', lwt: 1 } };
      },
    },
    push: {
      batchSize: 25,
      async handler(rows) {
        pushed.push(...(rows as unknown as Row[]));
        return [];
      },
    },
    failed: (error) => expect.fail(String(error)),
  });
  await until('it is exchanged', () => pulls > 0 && replication.state?.firstSyncDone.up.getValue() === true);
  await replication.state?.streamQueue.up;
  await replication.state?.streamQueue.down;
  await until('it is noted', () => replication.state?.events.active.up.getValue() === false);
  await replication.cancel();
  return pushed;
}

const names = () =>
  storageHandle(place.file)
    .db.all(`SELECT data ->> '$.name' FROM doc_views_${views.version} ORDER BY 1`)
    .map(([name]) => name);
const marks = () =>
  Object.fromEntries(
    storageHandle(place.file).db.all(`SELECT data ->> '$.name', mark FROM doc_views_${views.version}`),
  );
const tables = () => {
  const db = openDatabase({ path: place.file, readonly: true });
  const found = db
    .all("SELECT name FROM sqlite_master WHERE name LIKE 'doc_views%' AND type = 'table'")
    .flat();
  db.close();
  return found;
};

test('a kind without an RxDB collection is brought into a newer form with what is noted of the server', async () => {
  store = await open();
  await store.collections.views.insert(view('mine', 'Мой'));
  expect((await exchange()).map((row) => row.newDocumentState.name)).toEqual(['Мой']);
  expect(names()).toEqual(['Мой', 'С сервера']);
  storageHandle(place.file).setMark('views', [idOf('mine')], 2);
  await (await store.collections.views.findOne(idOf('theirs')).exec())?.incrementalPatch({ name: 'Правка' });
  await store.close();

  views.version = 1;
  views.migrations = { 1: described as never };
  store = await open();
  expect(tables()).toEqual(['doc_views_1']);
  expect(names()).toEqual(['Мой, новый вид', 'Правка, новый вид']);
  expect(marks()).toEqual({ 'Мой, новый вид': 2, 'Правка, новый вид': 0 });
  expect(existsSync(`${place.file}.schema-old`)).toBe(true);

  // Only the edit is sent, on top of what the server is known to have.
  const [row, ...more] = await exchange();
  expect(more).toEqual([]);
  expect(row?.newDocumentState.name).toBe('Правка, новый вид');
  expect(row?.assumedMasterState?.name).toBe('С сервера, новый вид');
});

test('a migration that breaks off leaves everything as it was, and the next opening does it', async () => {
  store = await open();
  await store.collections.views.bulkInsert(['a', 'b', 'c'].map((one) => view(one, one)));
  await store.close();

  views.version = 1;
  views.migrations = {
    1: ((one: { name: string }) => {
      if (one.name === 'c') throw new Error('broken off');
      return described(one);
    }) as never,
  };
  await expect(open()).rejects.toThrow('broken off');
  expect(tables()).toEqual(['doc_views_0']);

  views.migrations = { 1: described as never };
  store = await open();
  expect(names()).toEqual(['a, новый вид', 'b, новый вид', 'c, новый вид']);
});

test('a table of a version that was half made is added to, and nothing written in it is replaced', async () => {
  store = await open();
  await store.collections.views.bulkInsert(['a', 'b'].map((one) => view(one, one)));
  await store.close();
  const db = openDatabase({ path: place.file });
  db.exec('CREATE TABLE kept AS SELECT * FROM doc_views_0');
  db.close();

  views.version = 1;
  views.migrations = { 1: described as never };
  store = await open();
  await (await store.collections.views.findOne(idOf('a')).exec())?.incrementalPatch({ name: 'после' });
  await store.close();
  const again = openDatabase({ path: place.file });
  again.exec('CREATE TABLE doc_views_0 AS SELECT * FROM kept');
  again.close();

  store = await open();
  expect(names()).toEqual(['b, новый вид', 'после']);
  expect(tables()).toEqual(['doc_views_1']);
});

test('a kind with an RxDB collection is brought into a newer form, too, and the former file is kept', async () => {
  store = await open();
  const { name: _name, ...stamps } = view('note', '');
  await store.collections.notes.insert({
    ...{ id: stamps.id, createdAt: stamps.createdAt, createdBy: 'anna', updatedAt: stamps.updatedAt },
    ...{
      updatedBy: 'anna',
      importId: '',
      clientId: idOf('client'),
      kind: 'note' as const,
      text: 'Просят прайс',
    },
  });
  await store.close();

  notes.version = 1;
  notes.migrations = { 1: (note: { text: string }) => ({ ...note, text: `${note.text}, новый вид` }) };
  store = await open();
  expect((await store.collections.notes.findOne(idOf('note')).exec())?.toJSON().text).toBe(
    'Просят прайс, новый вид',
  );
  expect(existsSync(`${place.file}.schema-old`)).toBe(true);
});
