import { collections } from '@shared/collections';
import { type Database, type TableInfo, tableName } from './sqlite-storage';

/**
 * Which clients have a tag, beside the clients: `tags_clients_0(archived, tag, rid)`. A tag stands in an array of the
 * document, which no column holds. Triggers keep it in the transaction of every write.
 */
export const tagTable = tableName('clients', collections.clients.version).replace(/^doc_/, 'tags_');

/** How many clients each tag has: `tagcounts_clients_0(archived, tag, n)`, kept by triggers of the table above. */
export const tagCountTable = tagTable.replace(/^tags_/, 'tagcounts_');

/** Changed when the table above is: an older one is then made anew at open. */
const VERSION = 2;
const KEY = 'tags:clients';

/** Whether a database has the table; an older one gets it when the data thread opens it. */
export const hasTagTable = (db: Database): boolean =>
  Number(db.get('SELECT value FROM _meta WHERE key = ?', [KEY])?.[0] ?? 0) === VERSION;

const isClients = ({ collection, version }: TableInfo): boolean =>
  collection === 'clients' && version === collections.clients.version;

/** Called by the store each time it has opened a collection's table, made just now or not. */
export function openTagTable(db: Database, info: TableInfo): void {
  if (!isClients(info) || hasTagTable(db)) return;
  const { table } = info;
  const values = (of: string, from: string) =>
    `SELECT (coalesce(${of}.c_archivedAt, '') > ''), j.value, ${of}.rid FROM ${from}json_each(${of}.data, '$.tags') AS j
     WHERE ${of}.deleted = 0 AND j.type = 'text'`;
  const put = (of: string, from = '') =>
    `INSERT OR IGNORE INTO ${tagTable}(archived, tag, rid) ${values(of, from)};`;
  const take = `DELETE FROM ${tagTable} WHERE archived = (coalesce(old.c_archivedAt, '') > '') AND rid = old.rid
    AND tag IN (SELECT value FROM json_each(old.data, '$.tags'));`;
  db.transaction(() => {
    dropTagTable(db, info);
    db.exec(
      `CREATE TABLE ${tagTable}(archived INTEGER NOT NULL, tag TEXT NOT NULL, rid INTEGER NOT NULL,
        PRIMARY KEY(archived, tag, rid)) WITHOUT ROWID`,
    );
    db.exec(put('t', `${table} AS t, `));
    db.exec(
      `CREATE TABLE ${tagCountTable}(archived INTEGER NOT NULL, tag TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY(archived, tag)) WITHOUT ROWID`,
    );
    db.exec(`INSERT INTO ${tagCountTable} SELECT archived, tag, count(*) FROM ${tagTable} GROUP BY 1, 2`);
    const count = (of: 'old' | 'new', by: 1 | -1) =>
      `INSERT INTO ${tagCountTable} VALUES(${of}.archived, ${of}.tag, ${by})
       ON CONFLICT(archived, tag) DO UPDATE SET n = n + excluded.n;`;
    db.exec(
      `CREATE TRIGGER ${tagCountTable}__insert AFTER INSERT ON ${tagTable} BEGIN ${count('new', 1)} END`,
    );
    db.exec(
      `CREATE TRIGGER ${tagCountTable}__delete AFTER DELETE ON ${tagTable} BEGIN ${count('old', -1)} END`,
    );
    db.exec(`CREATE TRIGGER ${tagTable}__insert AFTER INSERT ON ${table} BEGIN ${put('new')} END`);
    db.exec(
      `CREATE TRIGGER ${tagTable}__update AFTER UPDATE ON ${table}
       WHEN old.deleted IS NOT new.deleted OR old.c_archivedAt IS NOT new.c_archivedAt
         OR (old.data -> '$.tags') IS NOT (new.data -> '$.tags')
       BEGIN ${take} ${put('new')} END`,
    );
    db.exec(`CREATE TRIGGER ${tagTable}__delete AFTER DELETE ON ${table} BEGIN ${take} END`);
    db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [KEY, VERSION]);
  });
}

/** Called by the store when it has dropped a collection's table; the triggers went with it. */
export function dropTagTable(db: Database, info: TableInfo): void {
  if (!isClients(info)) return;
  for (const event of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS ${tagTable}__${event}`);
  db.exec(`DROP TABLE IF EXISTS ${tagTable}`);
  db.exec(`DROP TABLE IF EXISTS ${tagCountTable}`);
  db.run('DELETE FROM _meta WHERE key = ?', [KEY]);
}
