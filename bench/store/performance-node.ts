import { rmSync } from 'node:fs';
import Libsql from 'libsql';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { getRxStorageSQLiteTrial, type SQLiteBasics } from 'rxdb/plugins/storage-sqlite';
import { runPerformanceTests } from 'rxdb-performance';
import { getRxStorageSQLite } from '../../src/main/store/sqlite-storage';

// Runs RxDB's own performance test over one storage in plain Node. Bundled by performance-test.ts, which gives the
// storage's name, a file that it may use and the test's settings; answers with one line of JSON.

const [name = '', path = '', settings = '{}'] = process.argv.slice(2);
const encryptionKey = '5a'.repeat(32);

const storages = {
  ours: () => getRxStorageSQLite({ path, encryptionKey }),
  memory: () => getRxStorageMemory(),
  trial: () => getRxStorageSQLiteTrial({ sqliteBasics }),
};

type Connection = InstanceType<typeof Libsql>;

/** The least that RxDB's trial storage asks of a binding. */
const sqliteBasics: SQLiteBasics<Connection> = {
  debugId: 'libsql',
  journalMode: 'WAL',
  async open() {
    return new Libsql(path, { encryptionCipher: 'aes256cbc', encryptionKey } as object);
  },
  async all(db, { query, params }) {
    return db
      .prepare(query)
      .all(params.map((value) => (typeof value === 'boolean' ? Number(value) : value))) as never;
  },
  async run(db, { query, params }) {
    db.prepare(query).run(params.map((value) => (typeof value === 'boolean' ? Number(value) : value)));
  },
  async setPragma(db, key, value) {
    db.exec(`PRAGMA ${key} = ${value}`);
  },
  async close(db) {
    db.close();
  },
};

const make = storages[name as keyof typeof storages];
if (make === undefined) throw new Error(`no storage ${name}`);
rmSync(path, { force: true });
const result = await runPerformanceTests(make() as never, name, { ...JSON.parse(settings), log: false });
console.log(`result ${JSON.stringify(result)}`);
process.exit(0);
