import type { CollectionName } from '@shared/collections';
import type { Database, TableInfo } from './sqlite-storage';

/**
 * What the list of clients shows, in small rows beside the big documents: a block of the list is then a few pages of
 * the file instead of hundreds. Triggers keep them in the transaction of every write.
 *
 * - `list_clients_…(rid, id, line)`: a JSON array in the order of {@link clientLine}
 * - `list_calls_…(client, at)`: when the last call of a client began
 * - `list_tasks_…(client, at)`: the day on which the next open task of a client is due
 * - `list_deals_…(deal, kind, record, at, stage)`: what belongs to a deal by the kind of record, and its steps
 */
interface ListTable {
  readonly columns: string;
  /** Fills the table from the whole of a collection's table `from`. */
  readonly fill: (list: string, from: string) => string;
  /** Statements of the triggers, which know the row before as `old` and after as `new`. */
  readonly inserted: (list: string, from: string) => readonly string[];
  readonly updated: (list: string, from: string) => readonly string[];
  readonly deleted: (list: string, from: string) => readonly string[];
  /** What must be another one for an update to matter. */
  readonly changed: string;
  /** Columns of an index of its own, beside the key. */
  readonly index?: string;
}

/** Longer names have another way of being cut; the list shows 300 characters of a name. */
const longName = 2000;

/**
 * One client's line. Texts are taken over as they stand in the document's JSON, so that no sign is ever put together
 * from halves: `->` answers JSON.
 */
const clientLine = (of: string) => {
  const text = (path: string) => `coalesce(${of}.data -> '${path}', '""')`;
  const pieces = [
    text('$.kind'),
    `CASE WHEN length(${text('$.name')}) > ${longName}
      THEN json_quote(substr(${of}.data ->> '$.name', 1, 300)) ELSE ${text('$.name')} END`,
    text('$.legalForm'),
    text('$.inn'),
    text('$.city'),
    `coalesce(nullif(${of}.data -> '$.phones[0].e164', '""'), ${text('$.phones[0].raw')})`,
    text('$.emails[0].value'),
    text('$.status'),
    text('$.ownerId'),
    `coalesce(${of}.data -> '$.tags', '[]')`,
    text('$.createdAt'),
    text('$.updatedAt'),
    `${of}.mark`,
  ];
  return `'[' || ${pieces.join(" || ',' || ")} || ']'`;
};

const clients: ListTable = {
  columns: '(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, line TEXT NOT NULL)',
  fill: (list, from) =>
    `INSERT INTO ${list}(rid, id, line) SELECT t.rid, t.id, ${clientLine('t')} FROM ${from} t WHERE t.deleted = 0`,
  inserted: (list) => [
    `INSERT INTO ${list}(rid, id, line) SELECT new.rid, new.id, ${clientLine('new')} WHERE new.deleted = 0`,
  ],
  updated: (list) => [
    `DELETE FROM ${list} WHERE rid = new.rid AND new.deleted <> 0`,
    `INSERT OR REPLACE INTO ${list}(rid, id, line) SELECT new.rid, new.id, ${clientLine('new')} WHERE new.deleted = 0`,
  ],
  deleted: (list) => [`DELETE FROM ${list} WHERE rid = old.rid`],
  changed: 'old.rev <> new.rev OR old.mark <> new.mark OR old.deleted <> new.deleted',
};

/** The latest or earliest of a client's records that count. */
const furthest = (
  which: 'max' | 'min',
  column: string,
  counts: (of: string) => string,
  depends: readonly string[],
): ListTable => {
  const put = (list: string, values: string) =>
    `INSERT INTO ${list}(client, at) ${values}
     ON CONFLICT(client) DO UPDATE SET at = ${which}(at, excluded.at)`;
  const again = (list: string, from: string, of: 'old' | 'new') => [
    `DELETE FROM ${list} WHERE client = ${of}.c_clientId`,
    `INSERT INTO ${list}(client, at) SELECT t.c_clientId, ${which}(t.${column}) FROM ${from} t
     WHERE t.deleted = 0 AND t.c_clientId = ${of}.c_clientId AND ${counts('t')} GROUP BY t.c_clientId`,
  ];
  return {
    columns: '(client TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID',
    fill: (list, from) =>
      `INSERT INTO ${list}(client, at) SELECT t.c_clientId, ${which}(t.${column}) FROM ${from} t
       WHERE t.deleted = 0 AND t.c_clientId > '' AND ${counts('t')} GROUP BY t.c_clientId`,
    inserted: (list) => [
      put(
        list,
        `SELECT new.c_clientId, new.${column} WHERE new.deleted = 0 AND new.c_clientId > '' AND ${counts('new')}`,
      ),
    ],
    updated: (list, from) => [...again(list, from, 'old'), ...again(list, from, 'new')],
    // A purged tombstone counted for nothing.
    deleted: (list, from) => again(list, from, 'old'),
    changed: ['deleted', 'c_clientId', column, ...depends]
      .map((name) => `old.${name} IS NOT new.${name}`)
      .join(' OR '),
  };
};

/** Of a deal: each step (`kind` is `step`) with its stage and instant, and each record linked to it. */
const dealParts = (of: string, living: string) =>
  `SELECT ${of}.id, 'step', e.value ->> '$.id', e.value ->> '$.at', e.value ->> '$.toStageId'
     FROM ${living} json_each(${of}.data, '$.steps') e WHERE ${of}.deleted = 0
   UNION SELECT ${of}.id, e.value ->> '$.kind', e.value ->> '$.id', '', ''
     FROM ${living} json_each(${of}.data, '$.links') e WHERE ${of}.deleted = 0`;

const deals: ListTable = {
  columns:
    '(deal TEXT, kind TEXT, record TEXT, at TEXT, stage TEXT, PRIMARY KEY(deal, kind, record)) WITHOUT ROWID',
  index: 'record',
  fill: (list, from) => `INSERT OR REPLACE INTO ${list} ${dealParts('t', `${from} t,`)}`,
  inserted: (list) => [`INSERT OR REPLACE INTO ${list} ${dealParts('new', '')}`],
  updated: (list) => [
    `DELETE FROM ${list} WHERE deal = old.id`,
    `INSERT OR REPLACE INTO ${list} ${dealParts('new', '')}`,
  ],
  deleted: (list) => [`DELETE FROM ${list} WHERE deal = old.id`],
  changed: 'old.rev <> new.rev OR old.deleted <> new.deleted',
};

const listTables: { readonly [N in CollectionName]?: ListTable } = {
  clients,
  deals,
  calls: furthest('max', 'c_startedAt', (of) => `${of}.c_startedAt > ''`, []),
  tasks: furthest('min', 'c_dueDate', (of) => `${of}.c_status = 'open' AND ${of}.c_dueDate > ''`, [
    'c_status',
  ]),
};

/** Changed when the tables or lines above are: older ones are then made anew at open. */
const LIST_VERSION = 1;

const versionKey = (table: string) => `list:${table}`;

/** The table of lines that stands beside a collection's table: `doc_clients_0` → `list_clients_0`. */
export function listTableName(table: string): string {
  return table.replace(/^doc_/, 'list_');
}

/** Whether a database has the list's tables of this version; an older one gets them when the data thread opens it. */
export function hasListTable(db: Database, collection: CollectionName, table: string): boolean {
  return listTables[collection] === undefined || versionOf(db, table) === LIST_VERSION;
}

/** Called by the store each time it has opened a collection's table, made just now or not. */
export function openListTable(db: Database, info: TableInfo): void {
  const { collection, table } = info;
  const plan = listTables[collection as CollectionName];
  if (!plan || versionOf(db, table) === LIST_VERSION) return;
  db.transaction(() => {
    dropListTable(db, info);
    const list = listTableName(table);
    db.exec(`CREATE TABLE ${list}${plan.columns}`);
    if (plan.index) db.exec(`CREATE INDEX ${list}__${plan.index} ON ${list}(${plan.index})`);
    db.exec(plan.fill(list, table));
    const body = (statements: readonly string[]) => `BEGIN ${statements.join('; ')}; END`;
    db.exec(`CREATE TRIGGER ${list}__insert AFTER INSERT ON ${table} ${body(plan.inserted(list, table))}`);
    db.exec(
      `CREATE TRIGGER ${list}__update AFTER UPDATE ON ${table} WHEN ${plan.changed} ${body(plan.updated(list, table))}`,
    );
    db.exec(
      `CREATE TRIGGER ${list}__delete AFTER DELETE ON ${table} WHEN old.deleted = 0 ${body(plan.deleted(list, table))}`,
    );
    db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [versionKey(table), LIST_VERSION]);
  });
}

/** Called by the store when it has dropped a collection's table; the triggers went with it. */
export function dropListTable(db: Database, { collection, table }: TableInfo): void {
  if (!listTables[collection as CollectionName]) return;
  const list = listTableName(table);
  for (const event of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS ${list}__${event}`);
  db.exec(`DROP TABLE IF EXISTS ${list}`);
  db.run('DELETE FROM _meta WHERE key = ?', [versionKey(table)]);
}

function versionOf(db: Database, table: string): number | undefined {
  const value = db.get('SELECT value FROM _meta WHERE key = ?', [versionKey(table)])?.[0];
  return value === undefined || value === null ? undefined : Number(value);
}
