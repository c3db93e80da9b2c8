import type { RxStorageDefaultCheckpoint } from 'rxdb';
import { Subject } from 'rxjs';
import { type Database, quote, type SqlParameter } from './adapter';
import { affinity, type FieldColumn, type StoredDocument, type TablePlan } from './columns';
import { createIndexSql, forgetDeferred, isDeferred } from './deferred-indexes';
import { StoreError } from './errors';
import { parseStored } from './stored';
import { type Cell, encode, isSoundJson, keyOf, kindsOfText, LOSSY, storableText } from './values';

/** What one write puts into the fixed columns. */
export interface RowHead {
  readonly id: string;
  readonly seq: number;
  readonly mark: number;
  /** The kinds of the id's text and perhaps of others', where somebody has looked already. */
  readonly idKinds?: number;
}

/** A document on its way into a row that is not there yet. */
export interface NewRow {
  readonly document: StoredDocument;
  /** The whole document as JSON, where somebody has it already. */
  readonly text?: string;
}

/** How many rows one statement inserts, the largest that fits first. */
const TOGETHER = [64, 8, 1] as const;
/** Documents are gathered for one statement until they have so many characters. */
const CHARACTERS_TOGETHER = 4_000_000;
/** SQLite takes 32,766 in one statement. */
const MOST_PARAMETERS = 32_000;
const HEAD = ['id', 'rev', 'deleted', 'lwt', 'seq', 'mark', 'data'] as const;

/** One open table: its statements, what its columns have ever held, and who listens to it. */
export class Table {
  /** Every bulk of events written in this thread. */
  readonly changes$ = new Subject<unknown>();
  /** How many storage instances use it. */
  users = 0;
  removed = false;
  /** Refuses documents with NUL or half a surrogate pair anywhere with `store-ill-formed`. */
  soundOnly = false;
  /** Done when the batches asked for so far are written; those of a collection with attachments cannot be at once. */
  reading: Promise<unknown> = Promise.resolve();
  readonly name: string;
  readonly #kinds: Map<string, number>;
  /** A statement for each number of rows in TOGETHER. */
  readonly #insertSql: readonly string[];
  readonly #updateSql: string;
  /** How many columns are written. */
  readonly #width: number;
  #triggers: boolean | undefined;

  constructor(
    readonly db: Database,
    readonly plan: TablePlan,
    kinds: Map<string, number>,
  ) {
    this.#kinds = kinds;
    this.name = quote(plan.table);
    const columns = [
      ...HEAD,
      ...plan.fields.map((f) => quote(f.column)),
      ...plan.computed.map(([name]) => name),
    ];
    this.#width = columns.length;
    const row = `(${columns.map(() => '?').join(',')})`;
    this.#insertSql = TOGETHER.map(
      (rows) => `INSERT INTO ${this.name}(${columns.join(',')}) VALUES${Array(rows).fill(row).join(',')}`,
    );
    this.#updateSql = `UPDATE ${this.name} SET ${columns.map((c) => `${c}=?`).join(',')} WHERE rid=?`;
  }

  /** The kinds of value a column has ever held; see values.ts. */
  readonly kindsOf = (column: string): number => this.#kinds.get(column) ?? 0;

  /**
   * Inserts documents; `headOf` is asked for each in turn and may give the same object again. Where triggers hang on the
   * table, many with one statement: full-text tables write out what they have gathered at the end of each, which costs
   * more than a row itself. Elsewhere one by one: the binding takes a long list of parameters slower than several short
   * ones.
   */
  insert(rows: readonly NewRow[], headOf: (place: number) => RowHead): void {
    if (!this.#isHungWith()) {
      this.#insertSome(rows, 0, rows.length, headOf);
      return;
    }
    for (let next = 0; next < rows.length; ) {
      const texts: string[] = [];
      // What goes with one statement is held twice: long documents in fewer at a time.
      for (let length = 0; texts.length < TOGETHER[0] && length < CHARACTERS_TOGETHER; ) {
        const row = rows[next + texts.length];
        if (row === undefined) break;
        const text = row.text ?? JSON.stringify(row.document);
        texts.push(text);
        length += text.length;
      }
      this.#insertSome(rows, next, texts.length, headOf, texts);
      next += texts.length;
    }
  }

  #insertSome(
    rows: readonly NewRow[],
    from: number,
    count: number,
    headOf: (place: number) => RowHead,
    texts?: readonly string[],
  ): void {
    let next = from;
    for (const [choice, together] of TOGETHER.entries()) {
      const times = Math.floor((from + count - next) / together);
      if (times === 0 || (together > 1 && texts === undefined)) continue;
      if (together * this.#width > MOST_PARAMETERS) continue;
      const first = next;
      const values: SqlParameter[] = new Array(together * this.#width).fill(null);
      this.db.runEach(this.#insertSql[choice] ?? '', times, (turn) => {
        for (let i = 0; i < together; i++) {
          const place = first + turn * together + i;
          const row = rows[place];
          const text = row?.text ?? texts?.[place - from];
          if (row !== undefined) this.#fill(values, i * this.#width, row.document, headOf(place), text);
        }
        return values;
      });
      next += times * together;
    }
  }

  /** Whether the table had triggers when it was first asked: the application hangs them on as it opens a table. */
  #isHungWith(): boolean {
    this.#triggers ??=
      this.db.get("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [
        this.plan.table,
      ]) !== undefined;
    return this.#triggers;
  }

  update(rid: number, document: StoredDocument, head: RowHead): void {
    const values: SqlParameter[] = new Array(this.#width).fill(null);
    this.#fill(values, 0, document, head);
    values.push(rid);
    this.db.run(this.#updateSql, values);
  }

  /** Takes back what a rolled-back transaction had noted in memory. */
  forgetKinds(): void {
    this.#kinds.clear();
    for (const [column, kinds] of readKinds(this.db, this.plan.table)) this.#kinds.set(column, kinds);
  }

  /** Adds columns that a newer version of the application asks for, and fills them from the documents. */
  addMissingColumns(): void {
    const present = new Set(this.db.all(`PRAGMA table_info(${this.name})`).map((row) => String(row[1])));
    const fields = this.plan.fields.filter((field) => !present.has(field.column));
    const computed = this.plan.computed.filter(([name]) => !present.has(name));
    if (fields.length + computed.length === 0) return;
    for (const field of fields) {
      this.db.exec(`ALTER TABLE ${this.name} ADD COLUMN ${quote(field.column)} ${affinity(field.type)}`);
    }
    for (const [name, { type }] of computed) {
      this.db.exec(`ALTER TABLE ${this.name} ADD COLUMN ${name} ${type}`);
    }
    const names = [...fields.map((f) => quote(f.column)), ...computed.map(([name]) => name)];
    const update = `UPDATE ${this.name} SET ${names.map((name) => `${name}=?`).join(',')} WHERE rid=?`;
    const select = `SELECT rid FROM ${this.name} WHERE rid > ? ORDER BY rid LIMIT 1000`;
    let rows = this.db.all(select, [Number.MIN_SAFE_INTEGER]);
    while (rows.length > 0) {
      for (const [rid] of rows) {
        // One at a time: a thousand documents may be longer than the memory.
        const data = this.db.get(`SELECT data FROM ${this.name} WHERE rid = ?`, [rid])?.[0];
        const document = parseStored<StoredDocument>(data);
        const values: SqlParameter[] = fields.map((field) => this.#cell(document, field));
        for (const [, { of }] of computed) values.push(storable(of(document)));
        this.db.run(update, [...values, rid]);
      }
      rows = this.db.all(select, [rows[rows.length - 1]?.[0]]);
    }
  }

  /** Makes the indexes that are not there, but for those that are built in runs. */
  createIndexes(): void {
    for (const index of this.plan.indexes) {
      if (this.#hasIndex(index.name)) forgetDeferred(this.db, index);
      else if (!isDeferred(this.db, index)) this.db.exec(createIndexSql(this.plan, index));
    }
  }

  #hasIndex(name: string): boolean {
    const sql = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?";
    return this.db.get(sql, [name]) !== undefined;
  }

  /** Drops every index but the one on `id`, which finds conflicts. */
  dropIndexes(): void {
    for (const index of this.plan.indexes) {
      forgetDeferred(this.db, index);
      this.db.exec(`DROP INDEX IF EXISTS ${quote(index.name)}`);
    }
  }

  /** Puts a row's values into `values`, from the place `at` on. */
  #fill(values: SqlParameter[], at: number, document: StoredDocument, head: RowHead, text?: string): void {
    const { fields, computed } = this.plan;
    const kinds = head.idKinds ?? kindsOfText(head.id);
    values[at] = (kinds & LOSSY) === 0 ? head.id : keyOf(head.id);
    values[at + 1] = document._rev as string;
    values[at + 2] = document._deleted === true ? 1 : 0;
    values[at + 3] = (document._meta as { readonly lwt: number }).lwt;
    values[at + 4] = head.seq;
    values[at + 5] = head.mark;
    const json = text ?? JSON.stringify(document);
    if (this.soundOnly && !isSoundJson(json)) throw new StoreError('store-ill-formed', 'half a sign, or NUL');
    values[at + 6] = json;
    this.#note('id', kinds);
    let next = at + HEAD.length;
    for (let i = 0; i < fields.length; i++) values[next++] = this.#cell(document, fields[i] as FieldColumn);
    for (const [, { of }] of computed) values[next++] = storable(of(document));
  }

  #cell(document: StoredDocument, { read, type, column }: FieldColumn): string | number | null {
    encode(read(document), type, CELL);
    this.#note(column, CELL.kinds);
    return CELL.value;
  }

  #note(column: string, kinds: number): void {
    // Of nearly every value there is nothing to note.
    if (kinds === 0) return;
    const known = this.#kinds.get(column) ?? 0;
    if ((known | kinds) === known) return;
    this.#kinds.set(column, known | kinds);
    this.db.run('INSERT OR REPLACE INTO _kinds(tbl, col, kinds) VALUES(?, ?, ?)', [
      this.plan.table,
      column,
      known | kinds,
    ]);
  }
}

const CELL: Cell = { value: null, kinds: 0 };

function storable(value: string | number | null): string | number | null {
  return typeof value === 'string' ? storableText(value) : value;
}

/** What RxDB passes back to ask for later changes. `lwt` carries our file-wide sequence, not a time. */
export type Checkpoint = RxStorageDefaultCheckpoint;

/** Creates the table if need be and brings its columns and indexes up to date. Call inside a transaction. */
export function openTable(
  db: Database,
  plan: TablePlan,
): { readonly table: Table; readonly created: boolean } {
  const known = db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [plan.table]);
  const created = known === undefined;
  if (created) {
    const fields = plan.fields.map((field) => `${quote(field.column)} ${affinity(field.type)}`);
    const computed = plan.computed.map(([name, { type }]) => `${name} ${type}`);
    const columns = [
      'rid INTEGER PRIMARY KEY',
      'id TEXT NOT NULL UNIQUE',
      'rev TEXT NOT NULL',
      'deleted INTEGER NOT NULL',
      'lwt NUMERIC NOT NULL',
      'seq INTEGER NOT NULL',
      'mark INTEGER NOT NULL',
      'data TEXT NOT NULL',
      ...fields,
      ...computed,
    ];
    db.exec(`CREATE TABLE ${quote(plan.table)}(${columns.join(', ')})`);
  }
  const table = new Table(db, plan, readKinds(db, plan.table));
  if (!created) table.addMissingColumns();
  table.createIndexes();
  return { table, created };
}

/** Drops the table with everything that hangs on it. Call inside a transaction. */
export function dropTable(table: Table): void {
  const { db, plan } = table;
  for (const index of plan.indexes) forgetDeferred(db, index);
  db.exec(`DROP TABLE IF EXISTS ${table.name}`);
  db.run('DELETE FROM _kinds WHERE tbl = ?', [plan.table]);
  db.run('DELETE FROM _attachments WHERE tbl = ?', [plan.table]);
}

function readKinds(db: Database, table: string): Map<string, number> {
  const rows = db.all('SELECT col, kinds FROM _kinds WHERE tbl = ?', [table]);
  return new Map(rows.map(([column, kinds]) => [String(column), Number(kinds)]));
}
