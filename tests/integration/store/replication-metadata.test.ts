import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/main/data/open-store';
import type { Store } from '../../../src/main/store/open';
import {
  forgetNoteOfLoaded,
  loadedRevision,
  metadataFromRecords,
  writeMetadata,
} from '../../../src/main/store/replication-metadata';
import { type StoredDocument, type StoreHandle, storageHandle } from '../../../src/main/store/sqlite-storage';
import { clientOf } from '../../sync/server/support/cards';
import { scratch } from './support';

const notesOf = (replication: string) => `rx-replication-meta-${replication.repeat(64)}`;
const collection = notesOf('a');
const revision = loadedRevision(collection);
const table = `"doc_${collection}_0"`;

let place: ReturnType<typeof scratch>;
let store: Store;
let handle: StoreHandle;

beforeEach(async () => {
  place = scratch();
  store = await openStore({
    databasePath: place.file,
    encryptionKey: '',
    present: () => ({ at: '2026-11-22T09:00:00.000Z', userId: 'anna', device: 'Ноутбук' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  handle = storageHandle(place.file);
  handle.db.exec(
    `CREATE TABLE ${table}(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev TEXT, deleted, lwt, seq, mark, data)`,
  );
});

afterEach(async () => {
  await store.close();
  place.remove();
});

/** Puts a record there as a load does. */
function load(id: string): StoredDocument {
  const document = {
    ...clientOf(id, 'boss', `Ромашка ${id}`),
    ...{ _rev: revision, _meta: { lwt: 1_700_000_000_000 }, _attachments: {} },
  };
  const clients = handle.table('clients');
  handle.write(clients, false, () =>
    clients.insert([{ document }], () => ({ id, seq: handle.nextSeq(), mark: 2 })),
  );
  return document;
}
const written = () =>
  handle.db.all(`SELECT data FROM ${table} ORDER BY id`).map(([data]) => JSON.parse(String(data)));
const masterOf = ({ _rev, _meta, _attachments, ...master }: StoredDocument) => master;

test('a loaded record is its own note, for the replication that loaded it alone', () => {
  const document = load('client-1');
  const [note, ...more] = metadataFromRecords(handle.db, collection, ['client-1|0', 'client-2|0', 'down|1']);
  expect(more).toEqual([]);
  expect(note).toMatchObject({ id: 'client-1|0', itemId: 'client-1', isCheckpoint: '0', _deleted: false });
  expect(note?.docData).toEqual(masterOf(document));
  expect(metadataFromRecords(handle.db, notesOf('b'), ['client-1|0'])).toEqual([]);
  expect(metadataFromRecords(handle.db, 'things', ['client-1|0'])).toEqual([]);
  expect(written()).toEqual([]);
});

test('whoever changes the record has the very same note written first', async () => {
  load('client-1');
  load('client-2');
  const [note] = metadataFromRecords(handle.db, collection, ['client-1|0']);
  const record = await store.collections.clients.findOne('client-1').exec();
  await record?.incrementalPatch({ about: 'Позвонить' });
  expect(written()).toEqual([note]);
  expect(metadataFromRecords(handle.db, collection, ['client-1|0'])).toEqual([]);
  // The note stays what it was.
  await record?.incrementalPatch({ about: 'Позвонить ещё раз' });
  await record?.incrementalRemove();
  expect(written()).toEqual([note]);
});

test('a change goes through where the replication and its notes are no more', async () => {
  load('client-1');
  handle.db.exec(`DROP TABLE ${table}`);
  const record = await store.collections.clients.findOne('client-1').exec();
  await record?.incrementalPatch({ about: 'Позвонить' });
  expect((await store.collections.clients.findOne('client-1').exec())?.about).toBe('Позвонить');
});

test('before a migration every note is written, and none over one that is there', async () => {
  for (const id of ['client-1', 'client-2', 'client-3']) load(id);
  const notes = metadataFromRecords(handle.db, collection, ['client-1|0', 'client-2|0', 'client-3|0']);
  const record = await store.collections.clients.findOne('client-2').exec();
  await record?.incrementalPatch({ about: 'Позвонить' });
  writeMetadata(handle.db, 'doc_clients_0');
  writeMetadata(handle.db, 'doc_clients_0');
  expect(written()).toEqual(notes);
});

test('a loaded record put in the place of a newer one is believed, not the newer note', async () => {
  const document = load('client-1');
  const record = await store.collections.clients.findOne('client-1').exec();
  await record?.incrementalPatch({ about: 'Позвонить' });
  forgetNoteOfLoaded(handle.db, 'client-1', { ...document, _rev: '2-abcdefghij' });
  expect(written()).toHaveLength(1);
  forgetNoteOfLoaded(handle.db, 'client-1', document);
  expect(written()).toEqual([]);
});
