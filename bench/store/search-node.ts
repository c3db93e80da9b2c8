import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { hitKinds } from '@shared/search/contract';
import { openStore } from '../../src/main/data/open-store';
import { RecordStore } from '../../src/main/data/records';
import { fillDemo } from '../../src/main/demo/fill';
import { Reader } from '../../src/main/reader/reader';
import { find } from '../../src/main/search/find';
import { openDatabase, storageHandle } from '../../src/main/store/sqlite-storage';
import { idOf } from '../../tests/support/id';
import { percentile, type Row } from '../measure';
import { searchRows } from '../search';

// The search over more than a million records, as the reader thread answers it, encrypted. Bundled by search.ts, which
// gives the file and the folder of resources; answers with one line of JSON.

const key = '5a'.repeat(32);
/** With their contacts, calls, notes, tasks and documents more than a million records. */
const CLIENTS = 75_000;
const NOW = '2026-06-01T09:00:00.000Z';

const [path = '', resources = ''] = process.argv.slice(2);
/** Stands beside a database that was filled to the end. */
const filled = `${path}.filled`;
if (!existsSync(filled)) for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });

async function measure(): Promise<Row[]> {
  const store = await openStore({
    databasePath: path,
    encryptionKey: key,
    onCommit: () => {},
    present: () => ({ at: NOW, userId: idOf('user-1'), device: '' }),
    onSettled: () => {},
    onCollision: async () => {},
  });
  const session = { userId: idOf('user-1'), userName: 'Анна Смирнова', deviceId: 'device-1', series: 'А1' };
  const { db } = storageHandle(path);
  const rowsOf = () =>
    ['clients', 'contacts', 'calls', 'notes', 'tasks', 'documents'].reduce((sum, name) => {
      const table = db.get(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ORDER BY 1 DESC",
        [`doc_${name}_%`],
      )?.[0];
      return sum + Number(db.get(`SELECT count(*) FROM ${String(table)}`)?.[0]);
    }, 0);
  if (rowsOf() === 0) {
    await fillDemo(
      {
        records: new RecordStore(
          store.collections,
          () => session as never,
          () => NOW,
        ),
        db,
        session: () => session as never,
        now: () => NOW,
        publish: () => {},
        resources,
      } as never,
      CLIENTS,
      () => {},
    );
  }
  writeFileSync(filled, '');
  const records = rowsOf();
  const pragmas = { cache_size: -65_536, temp_store: 2 };
  const reader = new Reader(
    openDatabase({ path, readonly: true, encryptionKey: key, pragmas }),
    resources,
    session,
  );
  const ask = (text: string) => {
    const began = performance.now();
    const found = find(reader, { text, kinds: [...hitKinds], limit: 24 });
    return { took: performance.now() - began, found: found.hits.length };
  };
  // The table of words is gathered after the records: it is there when a misspelt one is understood.
  for (let tries = 0; tries < 600 && ask('поздравитт').found === 0; tries += 1) await wait(200);
  await store.close();

  const plain: number[] = [];
  for (let i = 0; i < 200; i++) {
    const began = performance.now();
    reader.db.get('SELECT data FROM doc_organizations_0 LIMIT 1');
    plain.push(performance.now() - began);
  }
  const baseline = { name: 'the least question to the same file, p50', value: percentile(plain, 0.5) };
  const rows = await searchRows((text) => ask(text).took, baseline);
  reader.db.close();
  return rows.map((one) => ({ ...one, name: `${one.name}, ${records.toLocaleString('en')} records` }));
}

console.log(`result ${JSON.stringify(await measure())}`);
process.exit(0);
