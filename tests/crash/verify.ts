import { existsSync, readFileSync } from 'node:fs';
import { openStore } from '../../src/main/data/open-store';
import { listCopies } from '../../src/main/store/backup-files';
import { previewCopy } from '../../src/main/store/backups';
import { computedColumns } from '../../src/main/store/computed-columns';
import { type Database, openDatabase, quote, tableName } from '../../src/main/store/sqlite-storage';
import { collectionNames, collections } from '../../src/shared/collections';
import { backupsOf, baseOf, type JournalLine, journalOf } from './orders';

/** What was found wrong after a restart; empty when all is as it was acknowledged. */
export type Losses = readonly string[];

export function readJournal(folder: string): JournalLine[] {
  if (!existsSync(journalOf(folder))) return [];
  return readFileSync(journalOf(folder), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as JournalLine];
      } catch {
        // The line the kill cut through was no acknowledgement yet.
        return [];
      }
    });
}

/** Opens the database as the program does, closes it, and compares it with what was acknowledged. */
export async function verifyDatabase(folder: string, encryptionKey: string): Promise<Losses> {
  const path = baseOf(folder);
  const store = await openStore({
    databasePath: path,
    encryptionKey,
    present: () => ({ at: new Date().toISOString(), userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  await store.close();
  const db = openDatabase({ path, encryptionKey });
  try {
    return [
      ...integrity(db),
      ...alarms(db),
      ...acknowledged(db, readJournal(folder)),
      ...columns(db),
      ...search(db),
    ];
  } finally {
    db.close();
  }
}

function integrity(db: Database): string[] {
  const found = db.all('PRAGMA integrity_check(5)').map(([line]) => String(line));
  return found[0] === 'ok' ? [] : found.map((line) => `integrity: ${line}`);
}

/** No opening has called anything missing: where that is true, it is a loss as well. */
export function alarms(db: Database): string[] {
  const told = db.get("SELECT value FROM _meta WHERE key = 'loss'")?.[0];
  return told === undefined ? [] : [`edits were called missing: ${String(told)}`];
}

/** Every acknowledged edit is there: the record has the value last acknowledged, or one tried after it. */
export function acknowledged(db: Database, journal: readonly JournalLine[]): string[] {
  const expected = new Map<string, { line: JournalLine; may: Set<string> }>();
  for (const line of journal) {
    if (line.say !== 'trying' && line.say !== 'acknowledged') continue;
    for (const id of line.ids) {
      const key = `${line.collection}:${id}`;
      if (line.say === 'acknowledged') expected.set(key, { line, may: new Set([line.value]) });
      else expected.get(key)?.may.add(line.value);
    }
  }
  const losses: string[] = [];
  for (const [key, { line, may }] of expected) {
    if (line.collection === '') continue;
    const table = quote(tableName(line.collection, collections[line.collection].version));
    const id = key.slice(line.collection.length + 1);
    const [data] = db.get(`SELECT data FROM ${table} WHERE id = ? AND deleted = 0`, [id]) ?? [];
    if (typeof data !== 'string') losses.push(`${key} is not there`);
    else if (line.field !== '') {
      const value = String((JSON.parse(data) as Record<string, unknown>)[line.field]);
      if (!may.has(value)) losses.push(`${key} has ${value}, acknowledged was ${line.value}`);
    }
  }
  return losses;
}

/** Columns that were computed from a document agree with it, in every row. */
export function columns(db: Database): string[] {
  const losses: string[] = [];
  for (const name of collectionNames) {
    const table = tableName(name, collections[name].version);
    const there = db.all(`PRAGMA table_info(${quote(table)})`).map((row) => String(row[1]));
    const fields = there.filter((column) => column.startsWith('c_'));
    const computed = Object.entries(computedColumns[name] ?? {}).filter(([column]) => there.includes(column));
    const list = [
      'id',
      'deleted',
      'rev',
      'data',
      ...fields.map(quote),
      ...computed.map(([column]) => column),
    ];
    for (const [id, deleted, rev, data, ...values] of db.all(
      `SELECT ${list.join(', ')} FROM ${quote(table)}`,
    )) {
      const document = JSON.parse(String(data)) as Record<string, unknown>;
      const wrong =
        document.id !== id ||
        document._rev !== rev ||
        (document._deleted === true) !== (deleted === 1) ||
        fields.some((column, at) => {
          const value = document[column.slice(2)];
          if (!Object.hasOwn(document, column.slice(2))) return false;
          return (typeof value === 'boolean' ? Number(value) : value) !== values[at];
        }) ||
        computed.some(([, { of }], at) => of(document) !== values[fields.length + at]);
      if (wrong) losses.push(`${name}:${String(id)} disagrees with its columns`);
    }
  }
  return losses;
}

/** Every full-text index agrees with the table it indexes: SQLite compares them word by word. */
export function search(db: Database): string[] {
  const tables = db
    .all(
      "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%content=''doc%' OR sql LIKE 'CREATE VIRTUAL TABLE%fts5%content=\"doc%'",
    )
    .map(([name]) => String(name));
  if (tables.length === 0) return ['search: there is no index'];
  return tables.flatMap((name) => {
    try {
      db.run(`INSERT INTO ${quote(name)}(${quote(name)}, rank) VALUES('integrity-check', 1)`);
      return [];
    } catch (error) {
      return [`search: ${name} disagrees with its table (${(error as Error).message})`];
    }
  });
}

/** Every file that bears a copy's name is one: whole, and readable with the database's key. */
export function verifyCopies(folder: string, encryptionKey: string): Losses {
  return listCopies(backupsOf(folder)).flatMap(({ path, name }) => {
    try {
      previewCopy({ path, encryptionKey });
      return [];
    } catch (error) {
      return [`copy ${name}: ${(error as Error).message}`];
    }
  });
}
