import type { CollectionName } from '@shared/collections';
import type { Database, TableInfo } from './sqlite-storage';

/**
 * How many living records there are of each sort, beside the records: counting a million entries of an index for the
 * length of a list takes a tenth of a second, adding up a few thousand sums takes a millisecond. Triggers keep a tally
 * in the transaction of every write: `tally_calls_0(k0, k1, k2, n)`.
 */
interface Tally {
  /** What is told apart, as SQL over a row: days by their ten signs, so that they sort as instants do. */
  readonly keys: (of: string) => readonly string[];
  /** Columns on which the keys depend. */
  readonly columns: readonly string[];
}

/** A record of another program may lack a field. */
const text = (sql: string) => `coalesce(${sql}, '')`;

const plain: Tally = { keys: () => [], columns: [] };

const tallies: { readonly [N in CollectionName]?: Tally } = {
  clients: {
    keys: (of) => [
      `(coalesce(${of}.c_archivedAt, '') > '')`,
      text(`${of}.c_status`),
      text(`${of}.c_ownerId`),
      text(`${of}.c_kind`),
    ],
    columns: ['c_archivedAt', 'c_status', 'c_ownerId', 'c_kind'],
  },
  contacts: plain,
  calls: {
    keys: (of) => [text(`substr(${of}.c_startedAt, 1, 10)`), text(`${of}.c_userId`), text(`${of}.c_result`)],
    columns: ['c_startedAt', 'c_userId', 'c_result'],
  },
  tasks: plain,
  notes: plain,
  documents: {
    keys: (of) => [text(`${of}.c_date`), text(`${of}.c_type`), text(`${of}.c_status`)],
    columns: ['c_date', 'c_type', 'c_status'],
  },
  participants: plain,
  files: plain,
};

/** Changed when the tallies above are: older ones are then made anew at open. */
const VERSION = 1;

const versionKey = (table: string) => `tally:${table}`;

/** The tally that stands beside a collection's table: `doc_calls_0` → `tally_calls_0`. */
export function tallyTableName(table: string): string {
  return table.replace(/^doc_/, 'tally_');
}

/** Whether a database has a collection's tally of this version; an older one gets it when the data thread opens it. */
export function hasTally(db: Database, collection: CollectionName, table: string): boolean {
  return tallies[collection] === undefined || versionOf(db, table) === VERSION;
}

/** Called by the store each time it has opened a collection's table, made just now or not. */
export function openTally(db: Database, info: TableInfo): void {
  const { collection, table } = info;
  const plan = tallies[collection as CollectionName];
  if (!plan || versionOf(db, table) === VERSION) return;
  const name = tallyTableName(table);
  const places = plan.keys('t').map((_, place) => `k${place}`);
  // Without keys there is one line.
  const key = places.length > 0 ? places : ['k0'];
  const keys = (of: string) => (places.length > 0 ? plan.keys(of) : ["''"]);
  const add = (of: 'old' | 'new', by: 1 | -1) =>
    `INSERT INTO ${name}(${key.join(', ')}, n) SELECT ${keys(of).join(', ')}, ${by} WHERE ${of}.deleted = 0
     ON CONFLICT(${key.join(', ')}) DO UPDATE SET n = n + excluded.n;`;
  const changed = ['deleted', ...plan.columns]
    .map((column) => `old.${column} IS NOT new.${column}`)
    .join(' OR ');
  db.transaction(() => {
    dropTally(db, info);
    db.exec(
      `CREATE TABLE ${name}(${key.map((column) => `${column} NOT NULL`).join(', ')}, n INTEGER NOT NULL, PRIMARY KEY(${key.join(', ')})) WITHOUT ROWID`,
    );
    const group = key.map((_, place) => place + 1).join(', ');
    db.exec(
      `INSERT INTO ${name}(${key.join(', ')}, n) SELECT ${keys('t').join(', ')}, count(*) FROM ${table} AS t
       WHERE t.deleted = 0 GROUP BY ${group}`,
    );
    db.exec(`CREATE TRIGGER ${name}__insert AFTER INSERT ON ${table} BEGIN ${add('new', 1)} END`);
    db.exec(
      `CREATE TRIGGER ${name}__update AFTER UPDATE ON ${table} WHEN ${changed} BEGIN ${add('old', -1)} ${add('new', 1)} END`,
    );
    db.exec(
      `CREATE TRIGGER ${name}__delete AFTER DELETE ON ${table} WHEN old.deleted = 0 BEGIN ${add('old', -1)} END`,
    );
    db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [versionKey(table), VERSION]);
  });
}

/** Called by the store when it has dropped a collection's table; the triggers went with it. */
export function dropTally(db: Database, { collection, table }: TableInfo): void {
  if (!tallies[collection as CollectionName]) return;
  const name = tallyTableName(table);
  for (const event of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS ${name}__${event}`);
  db.exec(`DROP TABLE IF EXISTS ${name}`);
  db.run('DELETE FROM _meta WHERE key = ?', [versionKey(table)]);
}

function versionOf(db: Database, table: string): number | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [versionKey(table)])?.[0];
  return value === undefined || value === null ? undefined : Number(value);
}

/** How many living records of a collection there are; null where it has no tally. */
export function tallied(db: Pick<Database, 'get'>, collection: CollectionName, table: string): number | null {
  if (!tallies[collection]) return null;
  return Number(db.get(`SELECT sum(n) FROM ${tallyTableName(table)}`)?.[0] ?? 0);
}
