import Libsql from 'libsql';
import { openDatabase } from '../../src/main/store/sqlite-storage';
import type { StoredCard } from './documents';

type Connection = InstanceType<typeof Libsql>;
type Statement = ReturnType<Connection['prepare']>;

/**
 * The limit: what a program without any storage layer does on the same binding. The table and its indexes are copied
 * from a file of ours, the settings and the cipher are the same; documents go in as JSON beside their columns and come
 * out parsed.
 */
export class Raw {
  readonly #db: Connection;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #revision: Statement;
  readonly #one: Statement;
  readonly #page: Statement;
  readonly #count: Statement;
  readonly #changes: Statement;
  #seq = 0;

  /** Makes the file `path` with the structure of `model`, a file of ours with the collection `cards`. */
  constructor(path: string, model: string, encryptionKey: string) {
    const structure = openDatabase({ path: model, encryptionKey, readonly: true });
    const made = structure.all(
      "SELECT sql FROM sqlite_master WHERE tbl_name = 'doc_cards_0' AND sql IS NOT NULL",
    );
    structure.close();
    this.#db = new Libsql(
      path,
      (encryptionKey === '' ? {} : { encryptionCipher: 'aes256cbc', encryptionKey }) as object,
    );
    for (const pragma of [
      'journal_mode=WAL',
      'wal_autocheckpoint=8000',
      'journal_size_limit=67108864',
      'temp_store=MEMORY',
      'cache_size=-32000',
      'synchronous=NORMAL',
    ]) {
      this.#db.exec(`PRAGMA ${pragma}`);
    }
    for (const [sql] of made) this.#db.exec(String(sql));
    const reading = (sql: string) => this.#db.prepare(sql).raw(true);
    this.#insert = this.#db.prepare(
      `INSERT INTO doc_cards_0(id, rev, deleted, lwt, seq, mark, data, c_name, c_status, c_city, c_updatedAt)
       VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = this.#db.prepare(
      `UPDATE doc_cards_0 SET id=?, rev=?, deleted=?, lwt=?, seq=?, mark=?, data=?, c_name=?, c_status=?, c_city=?,
       c_updatedAt=? WHERE id=?`,
    );
    this.#revision = reading('SELECT rev FROM doc_cards_0 WHERE id = ?');
    this.#one = reading('SELECT data FROM doc_cards_0 WHERE id = ?');
    this.#page = reading(
      `SELECT data FROM doc_cards_0 WHERE deleted = 0 AND c_status = ? AND c_name >= ? ORDER BY c_status, c_name, id LIMIT 50`,
    );
    this.#count = reading('SELECT count(*) FROM doc_cards_0 WHERE deleted = 0 AND c_status = ?');
    this.#changes = reading('SELECT data, seq, id FROM doc_cards_0 WHERE seq > ? ORDER BY seq LIMIT ?');
  }

  insert(documents: readonly StoredCard[]): void {
    this.#db.exec('BEGIN IMMEDIATE');
    for (const document of documents) this.#insert.run(this.#row(document));
    this.#db.exec('COMMIT');
  }

  /** One edit, on the disk when it returns: read, check the revision, write. */
  update(id: string, change: (document: StoredCard) => StoredCard): void {
    this.#db.exec('BEGIN IMMEDIATE');
    const document = change(this.one(id));
    this.#revision.get([id]);
    this.#update.run([...this.#row(document), id]);
    this.#db.exec('COMMIT');
  }

  durable(on: boolean): void {
    this.#db.exec(`PRAGMA synchronous=${on ? 'FULL' : 'NORMAL'}`);
  }

  one(id: string): StoredCard {
    return parse(this.#one.get([id]));
  }

  page(status: string, from: string): StoredCard[] {
    return this.#page.all([status, from]).map(parse);
  }

  count(status: string): number {
    return Number((this.#count.get([status]) as unknown as [number])[0]);
  }

  changes(since: number, limit: number): { documents: StoredCard[]; seq: number } {
    const rows = this.#changes.all([since, limit]) as unknown as [string, number, string][];
    return { documents: rows.map(parse), seq: rows.at(-1)?.[1] ?? since };
  }

  close(): void {
    this.#db.close();
  }

  #row(document: StoredCard): (string | number)[] {
    this.#seq += 1;
    const { id, _rev, _meta, name, status, city, updatedAt } = document;
    return [id, _rev, 0, _meta.lwt, this.#seq, 0, JSON.stringify(document), name, status, city, updatedAt];
  }
}

function parse(row: unknown): StoredCard {
  return JSON.parse((row as [string])[0]) as StoredCard;
}
