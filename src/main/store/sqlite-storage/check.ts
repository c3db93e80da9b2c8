import type { Database } from './adapter';
import { quote } from './adapter';
import { BUILD_TABLES } from './deferred-indexes';

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Whether bytes are a text. Half a surrogate pair is no damage: SQLite makes one of JSON that held it, and the
 * application mends what a former version has let in.
 */
function isUtf8(bytes: Uint8Array): boolean {
  return decodes(bytes) || decodes(withoutHalves(bytes));
}

function decodes(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** U+D800 to U+DFFF stand as ED A0 80 to ED BF BF, which UTF-8 does not allow. */
function withoutHalves(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes);
  for (let at = text.indexOf(0xed); at !== -1; at = text.indexOf(0xed, at + 1)) {
    const isHalf = ((text[at + 1] ?? 0) & 0xe0) === 0xa0 && ((text[at + 2] ?? 0) & 0xc0) === 0x80;
    if (isHalf) text.fill(0x3f, at, at + 3);
  }
  return text;
}

/**
 * Reads a whole file for damage: its structure, its indexes and every text. For a file without a seal: one that a crash
 * has left, or that a version before seals has written. Takes a second for some 40 MB.
 *
 * A bit that turned inside a text breaks no page and no check of SQLite's, but the binding ends the whole process at a
 * TEXT that is no UTF-8: whatever may be damaged is asked for as bytes.
 *
 * @returns false: it is damaged
 * @throws StoreError where SQLite itself meets the damage
 */
export function isSound(db: Database): boolean {
  const schema = db.all(
    'SELECT CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master',
  );
  for (const row of schema)
    for (const text of row) if (text instanceof Uint8Array && !isUtf8(text)) return false;
  return checksOut(db, 'integrity_check') && textsAreSound(db);
}

/** SQLite's own check; its answer may quote what is damaged. */
export function checksOut(db: Database, check: 'integrity_check' | 'quick_check'): boolean {
  const [answer] = db.get(`SELECT CAST(${check} AS BLOB) FROM pragma_${check}(1)`) ?? [];
  return answer instanceof Uint8Array && Buffer.from(answer).toString('latin1') === 'ok';
}

/** Whether every text in a file is one. */
function textsAreSound(db: Database): boolean {
  const tables = db.all(
    `SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master WHERE type = 'table'
     AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '${BUILD_TABLES}' ESCAPE '\\'`,
  );
  for (const [name, sql] of tables) {
    if (!(name instanceof Uint8Array) || !isUtf8(name)) return false;
    if (!textsOfTableAreSound(db, textOf(name), textOf(sql))) return false;
  }
  return true;
}

function textsOfTableAreSound(db: Database, table: string, sql: string): boolean {
  const columns = db.all(`PRAGMA table_info(${quote(table)})`).map((row) => quote(String(row[1])));
  if (columns.length === 0) return true;
  const list = columns.map((column) => `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) END`);
  const keyed = !/WITHOUT ROWID/i.test(sql);
  for (let offset = 0, after = Number.MIN_SAFE_INTEGER; ; offset += 1000) {
    const rows = keyed
      ? db.all(
          `SELECT rowid, ${list.join(', ')} FROM ${quote(table)} WHERE rowid > ? ORDER BY rowid LIMIT 1000`,
          [after],
        )
      : db.all(`SELECT 0, ${list.join(', ')} FROM ${quote(table)} LIMIT 1000 OFFSET ${offset}`);
    for (const [, ...texts] of rows) {
      for (const text of texts) if (text instanceof Uint8Array && !isUtf8(text)) return false;
    }
    if (rows.length < 1000) return true;
    after = Number(rows.at(-1)?.[0]);
  }
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value ?? '');
}
