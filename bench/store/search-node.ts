import { hitKinds } from '@shared/search/contract';
import { RecordStore } from '../../src/main/data/records';
import { fillDemo } from '../../src/main/demo/fill';
import { Reader } from '../../src/main/reader/reader';
import { find } from '../../src/main/search/find';
import { openStore } from '../../src/main/store/open';
import { openDatabase, storageHandle } from '../../src/main/store/sqlite-storage';
import { percentile, type Row, row } from '../measure';

// The search over more than a million records, as the reader thread answers it, encrypted. Bundled by search.ts, which
// gives the file and the folder of resources; answers with one line of JSON.

const key = '5a'.repeat(32);
/** With their contacts, calls, notes, tasks and documents more than a million records. */
const CLIENTS = 75_000;
const NOW = '2026-06-01T09:00:00.000Z';

/** What a salesperson types: beginnings, whole words, two words, numbers, the wrong keyboard layout. */
const texts = [
  'и',
  'ив',
  'ива',
  'иван',
  'иванов',
  'петров',
  'сер',
  'серг',
  'строй',
  'техно',
  'торг',
  'ооо',
  'мир',
  'юг',
  'иванов ив',
  'договор',
  'счет',
  'перезвонить',
  'доставка',
  'скидка',
  'цена',
  'встреча',
  'образец',
  'тула',
  'казань',
  '770',
  '7701',
  '+7 9',
  '903',
  '4951',
  'bdfyjd',
  'cnhjq',
  'абвгд нет такого',
  'ан',
  'елена',
  'кузнецова ольга',
] as const;

const [path = '', resources = ''] = process.argv.slice(2);

async function measure(): Promise<Row[]> {
  const store = await openStore({
    databasePath: path,
    encryptionKey: key,
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  const session = { userId: 'user-1', userName: 'Анна Смирнова', deviceId: 'device-1', series: 'А1' };
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
  const records = rowsOf();
  await store.close();

  const pragmas = { cache_size: -65_536, temp_store: 2 };
  const reader = new Reader(
    openDatabase({ path, readonly: true, encryptionKey: key, pragmas }),
    resources,
    session,
  );
  const ms: number[] = [];
  for (let round = 0; round < 7; round++) {
    for (const text of texts) {
      const began = performance.now();
      find(reader, { text, kinds: [...hitKinds], limit: 20 });
      // The first round reads the index from the disk.
      if (round > 0) ms.push(performance.now() - began);
    }
  }
  const one = 'SELECT data FROM sqlite_master AS m, (SELECT 1 AS data) LIMIT 1';
  const plain: number[] = [];
  for (let i = 0; i < 200; i++) {
    const began = performance.now();
    reader.db.get(one);
    plain.push(performance.now() - began);
  }
  reader.db.close();
  const baseline = { name: 'the least question to the same file, p50', value: percentile(plain, 0.5) };
  const what = `search in ${records.toLocaleString('en')} records, ${texts.length} texts`;
  return [
    row({ name: `${what}, p50`, value: percentile(ms, 0.5), unit: 'ms', baseline }),
    row({ name: `${what}, p95`, value: percentile(ms, 0.95), unit: 'ms', baseline, atMost: { value: 10 } }),
  ];
}

console.log(`result ${JSON.stringify(await measure())}`);
process.exit(0);
