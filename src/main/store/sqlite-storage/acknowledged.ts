import { randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { Database } from './adapter';
import { realOf } from './opening';

/**
 * Beside the file stands which writes of this device's own were acknowledged, so that a log which lost its end, or a
 * file exchanged for an older one, is noticed at the next opening. It holds numbers and instants, no content, and may
 * lag behind the file: it is written after the commit and never forced to the disk, which would double the price of an
 * edit. It is never ahead of what was committed.
 */

/** Writes that the file should hold and does not. */
export interface Loss {
  /** Missing rows of writes that were said to be on the disk: a person's edits. */
  readonly edits: number;
  /** Missing rows of other writes of this device, such as an import. */
  readonly rows: number;
  /** The first and the last missing write, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** There are more than were kept in mind: both numbers are the least. */
  readonly atLeast: boolean;
  /** A copy of the log that was found lies beside the file, as `<path>-wal.damaged-<instant>`. */
  readonly logKept: boolean;
}

interface Acknowledgement {
  /** The last number of the sequence that the write took. */
  readonly seq: number;
  readonly at: number;
  readonly rows: number;
  readonly durable: boolean;
}

const MAGIC = 'RXSQLACK1';
const HEADER = 64;
const ENTRY = 32;
/** Where an entry's own sum stands, behind all else. */
const SUM = 28;
/** So many writes are kept in mind. What the log holds beyond the file is fewer: it is folded when nobody writes. */
const ENTRIES = 512;

export const acknowledgedPath = (path: string): string => `${path}.acknowledged`;

/** The ring of the last acknowledged writes of one database, in a file of 16 KB beside it. */
export class Acknowledged {
  readonly #path: string;
  readonly #salt: number;
  readonly #entry = new DataView(new ArrayBuffer(ENTRY));
  #file: number | undefined;
  #next = 0;
  #failed = false;

  /** @param id the database's own, so that another one's notes are never taken for its */
  constructor(
    path: string,
    private readonly id: string,
  ) {
    this.#path = acknowledgedPath(path);
    const salt = new DataView(new ArrayBuffer(ENTRY * 2));
    for (let at = 0; at < Math.min(id.length, ENTRY * 2); at++) salt.setUint8(at, id.charCodeAt(at) & 255);
    this.#salt = checksum(salt, salt.byteLength, 0);
  }

  /** What was noted for this database, in the order of its sequence. A torn or foreign entry is none. */
  read(): Acknowledgement[] {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.#path);
    } catch {
      return [];
    }
    if (!bytes.subarray(0, HEADER).equals(this.#header())) return [];
    const found: Acknowledgement[] = [];
    let last = 0;
    for (let place = 0; place < ENTRIES; place++) {
      const from = HEADER + place * ENTRY;
      if (from + ENTRY > bytes.length) break;
      const entry = new DataView(bytes.buffer, bytes.byteOffset + from, ENTRY);
      if (entry.getUint32(SUM, true) !== checksum(entry, SUM, this.#salt)) continue;
      const seq = entry.getFloat64(0, true);
      if (seq > last) {
        last = seq;
        this.#next = (place + 1) % ENTRIES;
      }
      const [at, rows] = [entry.getFloat64(8, true), entry.getUint32(16, true)];
      found.push({ seq, at, rows, durable: entry.getUint32(20, true) === 1 });
    }
    return found.sort((a, b) => a.seq - b.seq);
  }

  /** Notes a write that is committed. Where that fails, nothing more is noted: the file itself is what counts. */
  note({ seq, at, rows, durable }: Acknowledgement): void {
    if (this.#failed) return;
    try {
      this.#file ??= this.#open();
      const entry = this.#entry;
      entry.setFloat64(0, seq, true);
      entry.setFloat64(8, at, true);
      entry.setUint32(16, rows, true);
      entry.setUint32(20, durable ? 1 : 0, true);
      entry.setUint32(SUM, checksum(entry, SUM, this.#salt), true);
      writeSync(this.#file, entry, 0, ENTRY, HEADER + this.#next * ENTRY);
      this.#next = (this.#next + 1) % ENTRIES;
    } catch {
      this.#failed = true;
      this.close();
    }
  }

  /** Forgets what was noted, after what is missing was written down elsewhere. */
  clear(): void {
    try {
      this.#file ??= openSync(this.#path, 'r+');
      this.#fill(this.#file);
    } catch {
      this.#failed = true;
    }
    this.close();
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** The whole file is laid out at once: a full disk is met here, and no entry makes it longer. */
  #open(): number {
    try {
      const file = openSync(this.#path, 'r+');
      const header = Buffer.alloc(HEADER);
      const whole = readFileSync(file);
      whole.copy(header);
      if (whole.length !== HEADER + ENTRIES * ENTRY || !header.equals(this.#header())) this.#fill(file);
      return file;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw error;
    }
    const file = openSync(this.#path, 'w', 0o600);
    this.#fill(file);
    return file;
  }

  #fill(file: number): void {
    const bytes = Buffer.alloc(HEADER + ENTRIES * ENTRY);
    this.#header().copy(bytes);
    writeSync(file, bytes, 0, bytes.length, 0);
    this.#next = 0;
  }

  #header(): Buffer {
    const header = Buffer.alloc(HEADER);
    header.write(MAGIC, 0, 'latin1');
    header.write(this.id, 16, 48, 'latin1');
    return header;
  }
}

export interface Compared {
  /** Where the writes to come are noted; undefined for a file that cannot be written. */
  readonly acknowledged: Acknowledged | undefined;
  /** The highest number that was ever acknowledged, as far as it is noted; 0 where nothing is. */
  readonly last: number;
  /** What is missing now or was before, and has not been read of. */
  readonly loss: Loss | undefined;
}

/**
 * Compares a file that was just opened for writing with what was acknowledged, and writes a loss down in the file. The
 * file is given an id of its own if it has none.
 */
export function compare(db: Database, named: string, highest: number): Compared {
  const path = realOf(named);
  const meta = (key: string) => db.get('SELECT value FROM _meta WHERE key = ?', [key])?.[0];
  const unread = meta('loss');
  const known = unread === undefined ? undefined : (JSON.parse(String(unread)) as Loss);
  try {
    if (meta('id') === undefined) {
      db.run("INSERT OR IGNORE INTO _meta(key, value) VALUES('id', ?)", [randomUUID()]);
    }
  } catch {
    return { acknowledged: undefined, last: 0, loss: known };
  }
  const acknowledged = new Acknowledged(path, String(meta('id')));
  const noted = acknowledged.read();
  const last = noted.at(-1)?.seq ?? 0;
  const found = lossOf(noted, highest);
  if (found === undefined) return { acknowledged, last, loss: known };
  const loss = joinLosses(known, { ...found, logKept: keepLog(path, new Date()) });
  try {
    db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('loss', ?)", [JSON.stringify(loss)]);
    acknowledged.clear();
  } catch {
    // It is found again at the next opening.
  }
  return { acknowledged, last, loss };
}

/** What is missing in a file whose highest number is `highest`; undefined where nothing is. */
function lossOf(noted: readonly Acknowledgement[], highest: number): Omit<Loss, 'logKept'> | undefined {
  const missing = noted.filter(({ seq }) => seq > highest);
  const [first] = missing;
  if (first === undefined) return undefined;
  const count = (durable: boolean) =>
    missing.reduce((sum, entry) => sum + (entry.durable === durable ? entry.rows : 0), 0);
  return {
    edits: count(true),
    rows: count(false),
    since: Math.min(...missing.map(({ at }) => at)),
    until: Math.max(...missing.map(({ at }) => at)),
    atLeast: missing.length === ENTRIES,
  };
}

/** Two losses of which nobody has read yet. */
function joinLosses(a: Loss | undefined, b: Loss): Loss {
  if (a === undefined) return b;
  return {
    edits: a.edits + b.edits,
    rows: a.rows + b.rows,
    since: Math.min(a.since, b.since),
    until: Math.max(a.until, b.until),
    atLeast: a.atLeast || b.atLeast,
    logKept: a.logKept || b.logKept,
  };
}

/** The highest number of the sequence that a row of the file has, or has had; see {@link keepHighest}. */
export function highestSeq(db: Database): number {
  let last = Number(db.get("SELECT value FROM _meta WHERE key = 'highest'")?.[0] ?? 0);
  const tables = db.all(
    `SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c ON c.name = 'seq'
     WHERE m.type = 'table' AND m.name LIKE 'doc%'`,
  );
  for (const [name] of tables) {
    const max = db.get(`SELECT max(seq) FROM "${String(name).replaceAll('"', '""')}"`)?.[0];
    last = Math.max(last, Number(max ?? 0));
  }
  return last;
}

/**
 * To be called before rows of documents are taken out of the file, in the same transaction: their numbers must not
 * look as if they had never arrived.
 */
export function keepHighest(db: Database): void {
  db.run("INSERT OR REPLACE INTO _meta(key, value) VALUES('highest', ?)", [highestSeq(db)]);
}

/** Keeps the log as it was found, for whoever can read more of it. False when there is none, or no room. */
function keepLog(path: string, now: Date): boolean {
  const log = `${path}-wal`;
  try {
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
    copyFileSync(log, `${log}.damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
    return true;
  } catch {
    return false;
  }
}

/** FNV-1a over words of 32 bits: tells a torn entry, not an attacker. */
function checksum(bytes: DataView, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at + 4 <= to; at += 4) hash = Math.imul(hash ^ bytes.getUint32(at, true), 0x01000193);
  return hash >>> 0;
}
