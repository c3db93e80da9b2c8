import type { CollectionName } from '@shared/collections';
import { entityOf, kindsWith } from '@shared/kinds';
import type { TallyKey } from '@shared/lib/entity';
import type { Database, TableInfo } from './sqlite-storage';

/**
 * How many living records there are of each sort, beside the records: counting a million entries of an index for the
 * length of a list takes a tenth of a second, adding up a few thousand sums takes a millisecond. Triggers keep a tally
 * in the transaction of every write: `tally_calls_0(k0, k1, k2, n)`.
 */
interface Tally {
  /** Tells the tallies of a collection apart, the first word of its table's name; '' for the first, `tally`. */
  readonly name: string;
  /** What is told apart, as SQL over a row: days by their ten signs, so that they sort as instants do. */
  readonly keys: (of: string) => readonly string[];
  /** Columns on which the keys depend. */
  readonly columns: readonly string[];
}

/** A record of another program may lack a field. */
const text = (sql: string) => `coalesce(${sql}, '')`;

const fieldIn = (key: TallyKey): string =>
  typeof key === 'string' ? key : 'dayOf' in key ? key.dayOf : key.isFilled;

/** What a key tells apart, as SQL over a row. */
function keySql(key: TallyKey, of: string): string {
  const column = `${of}.c_${fieldIn(key)}`;
  if (typeof key === 'string') return text(column);
  return 'dayOf' in key ? text(`substr(${column}, 1, 10)`) : `(coalesce(${column}, '') > '')`;
}

/** What the entities say they are counted by. */
const tallies: { readonly [N in CollectionName]?: readonly Tally[] } = Object.fromEntries(
  kindsWith('tallies').map((kind) => [
    kind,
    Object.entries(entityOf(kind).tallies ?? {}).map(
      ([name, by]): Tally => ({
        name,
        keys: (of) => by.map((key) => keySql(key, of)),
        columns: by.map((key) => `c_${fieldIn(key)}`),
      }),
    ),
  ]),
);

/** Changed when what an entity counts by is: older ones are then made anew at open. */
const VERSION = 1;

const versionKey = (table: string, name: string) => `tally:${table}${name && `:${name}`}`;

/** The tally that stands beside a collection's table: `doc_calls_0` → `tally_calls_0`, `cities_clients_0`. */
export function tallyTableName(table: string, name = ''): string {
  return table.replace(/^doc_/, `${name || 'tally'}_`);
}

const talliesOf = (collection: string): readonly Tally[] => tallies[collection as CollectionName] ?? [];

/** Whether a base has a collection's tallies of this version; an older one gets them when the data thread opens it. */
export function hasTally(db: Database, collection: CollectionName, table: string): boolean {
  return talliesOf(collection).every(({ name }) => versionOf(db, table, name) === VERSION);
}

/** Called by the store each time it has opened a collection's table, made just now or not. */
export function openTally(db: Database, { collection, table }: TableInfo): void {
  for (const tally of talliesOf(collection)) {
    if (versionOf(db, table, tally.name) !== VERSION) db.transaction(() => make(db, table, tally));
  }
}

function make(db: Database, table: string, tally: Tally): void {
  const name = tallyTableName(table, tally.name);
  const places = tally.keys('t').map((_, place) => `k${place}`);
  // Without keys there is one line.
  const key = places.length > 0 ? places : ['k0'];
  const keys = (of: string) => (places.length > 0 ? tally.keys(of) : ["''"]);
  const add = (of: 'old' | 'new', by: 1 | -1) =>
    `INSERT INTO ${name}(${key.join(', ')}, n) SELECT ${keys(of).join(', ')}, ${by} WHERE ${of}.deleted = 0
     ON CONFLICT(${key.join(', ')}) DO UPDATE SET n = n + excluded.n;`;
  const changed = ['deleted', ...tally.columns]
    .map((column) => `old.${column} IS NOT new.${column}`)
    .join(' OR ');
  drop(db, table, tally);
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
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [versionKey(table, tally.name), VERSION]);
}

/** Called by the store when it has dropped a collection's table; the triggers went with it. */
export function dropTally(db: Database, { collection, table }: TableInfo): void {
  for (const tally of talliesOf(collection)) drop(db, table, tally);
}

function drop(db: Database, table: string, tally: Tally): void {
  const name = tallyTableName(table, tally.name);
  for (const event of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS ${name}__${event}`);
  db.exec(`DROP TABLE IF EXISTS ${name}`);
  db.run('DELETE FROM _meta WHERE key = ?', [versionKey(table, tally.name)]);
}

function versionOf(db: Database, table: string, name: string): number | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [versionKey(table, name)])?.[0];
  return value === undefined || value === null ? undefined : Number(value);
}

/** How many living records of a collection there are; null where it has no tally. */
export function tallied(db: Pick<Database, 'get'>, collection: CollectionName, table: string): number | null {
  if (talliesOf(collection).length === 0) return null;
  return Number(db.get(`SELECT sum(n) FROM ${tallyTableName(table)}`)?.[0] ?? 0);
}
