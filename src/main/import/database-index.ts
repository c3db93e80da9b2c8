import type { ClientKind } from '@shared/clients/schema';
import { phoneKey } from '@shared/domain/phones/phones';
import { foldText, nameKey } from '@shared/domain/requisites/legal-forms';
import {
  type ComparedClient,
  type DuplicateStrength,
  type FileDuplicate,
  InFileDuplicates,
  type SharedFact,
} from '@shared/import/duplicates';
import { AppError } from '@shared/lib/result';
import { words as wordsOf } from '@shared/search/fold';
import { table } from '../reader/reader';
import { searchIsSuspended, textTableName } from '../store/search-index';
import type { Database } from '../store/sqlite-storage/adapter';

/** A client of the database that a row surely or possibly is. */
export interface BaseClient {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly strength: DuplicateStrength;
  /** What the row and this client have in common. */
  readonly by: SharedFact;
}

/** Rows read at a time: short enough for a cancel to be heard between them. */
const SCAN_ROWS = 2000;
/** Looking a row up in the indexes costs as much as reading this many clients. */
const LOOK_UP_COST = 6;
/** Clients that share a name, a phone or an e-mail with a row: more are a switchboard's, the first of them decide. */
const MOST_SHARING = 200;

const clients = table('clients');
const words = textTableName(clients, 'search');
const COMPARED = "json_extract(data, '$.kind', '$.name', '$.inn', '$.kpp', '$.phones', '$.emails', '$.city')";

/** Finds the client of the database that a row surely or possibly is: each gives the row id of a client. */
type Finder = (client: ComparedClient) => FileDuplicate | null;

/**
 * Finds a row's client among those of the database: a few rows by the indexes that the database has; for very many all clients
 * are read once and kept as hashes, some 20 MB for 100,000.
 */
export class DatabaseIndex {
  private readonly owners = new Map<string, string>();

  private constructor(
    private readonly db: Database,
    private readonly finder: Finder,
  ) {}

  /**
   * @param rows about how many rows the file has
   * @throws AppError `import-cancelled`
   */
  static async open(db: Database, rows: number, signal: AbortSignal): Promise<DatabaseIndex> {
    const last = Number(db.get(`SELECT max(rid) FROM ${clients}`)?.[0] ?? 0);
    const isRead = rows * LOOK_UP_COST > last || searchIsSuspended(db, clients);
    const index = new DatabaseIndex(db, isRead ? await readAll(db, signal) : (client) => lookUp(db, client));
    for (const [id, name] of db.all(
      `SELECT id, json_extract(data, '$.name') FROM ${table('users')} WHERE deleted = 0`,
    )) {
      index.owners.set(ownerKey(String(name)), String(id));
    }
    return index;
  }

  /** The client of the database this one surely or possibly is, or null. */
  find(client: ComparedClient): BaseClient | null {
    const found = this.finder(client);
    if (!found) return null;
    const [row] = this.db.all(
      `SELECT id, json_extract(data, '$.name'), json_extract(data, '$.kind')
       FROM ${clients} WHERE rid = ? AND deleted = 0`,
      [found.mark],
    );
    if (!row) return null;
    const { strength, by } = found;
    return { id: String(row[0]), name: String(row[1]), kind: row[2] as ClientKind, strength, by };
  }

  /** The id of the user of this name, or ''. */
  ownerId(name: string): string {
    return this.owners.get(ownerKey(name)) ?? '';
  }
}

/** Reads all clients. @throws AppError `import-cancelled` */
async function readAll(db: Database, signal: AbortSignal): Promise<Finder> {
  const known = new InFileDuplicates();
  const sql = `SELECT rid, ${COMPARED} FROM ${clients} WHERE rid > ? AND +deleted = 0 ORDER BY rid LIMIT ${SCAN_ROWS}`;
  let rows = db.all(sql, [0]);
  while (rows.length > 0) {
    for (const [rid, data] of rows) known.remember(comparedOf(String(data)), Number(rid));
    const last = Number(rows.at(-1)?.[0]);
    await new Promise(setImmediate);
    if (signal.aborted) throw new AppError('import-cancelled');
    rows = db.all(sql, [last]);
  }
  return (client) => known.find(client);
}

/** Compares a row with those clients alone that have something in common with it. */
function lookUp(db: Database, client: ComparedClient): FileDuplicate | null {
  const rids = new Set<number>();
  const take = (sql: string, parameter: string) => {
    for (const [rid] of db.all(`${sql} LIMIT ${MOST_SHARING}`, [parameter])) rids.add(Number(rid));
  };
  const by = (column: string) =>
    `SELECT rid FROM ${clients} WHERE deleted = 0 AND ${column} = ? ORDER BY rid`;
  if (client.inn !== '') take(by('c_inn'), client.inn);
  take(by('c_nameKey'), nameKey(client.name));
  const having = `SELECT rowid FROM ${words} WHERE ${words} MATCH ? ORDER BY rowid`;
  for (const { e164 } of client.phones) {
    if (e164 !== '') take(having, `x_search : "${phoneKey(e164)}"`);
  }
  for (const { value } of client.emails) {
    const parts = wordsOf(value).map((word) => `"${word}"`);
    if (parts.length > 0) take(having, `x_search : (${parts.join(' AND ')})`);
  }
  if (rids.size === 0) return null;
  const sharing = new InFileDuplicates();
  const rows = db.all(
    `SELECT rid, ${COMPARED} FROM ${clients} WHERE rid IN (SELECT value FROM json_each(?)) AND +deleted = 0 ORDER BY rid`,
    [JSON.stringify([...rids])],
  );
  for (const [rid, data] of rows) sharing.remember(comparedOf(String(data)), Number(rid));
  return sharing.find(client);
}

/** Names in any order of their parts: «Анна Смирнова» is «Смирнова Анна». */
const ownerKey = (name: string): string => foldText(name).split(/\s+/).filter(Boolean).sort().join(' ');

function comparedOf(json: string): ComparedClient {
  const [kind, name, inn, kpp, phones, emails, city] = JSON.parse(json) as [
    NonNullable<ComparedClient['kind']>,
    string,
    string,
    string,
    ComparedClient['phones'],
    ComparedClient['emails'],
    string,
  ];
  return { kind, name, inn, kpp, phones, emails, city };
}
