import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CopiedFiles } from '@shared/backups/contract';
import { contentsToCome } from '../store/backup-files';
import { tableVersions } from '../store/inspect';
import { quote, tableName } from '../store/sqlite-storage';
import { type Database, openDatabase } from '../store/sqlite-storage/adapter';
import { ContentStore } from './content-store';
import { contentsTable } from './contents-table';

/** A database or a copy of one: the contents it speaks of lie in the folder `files` beside it. */
interface DatabaseFile {
  readonly path: string;
  /** 64 hexadecimal digits; contents are sealed under a key derived from it, and named by it. */
  readonly encryptionKey: string;
}

/** Told how much is done, 0 to 1. */
type Progress = (done: number) => void;

interface Spoken {
  readonly hash: string;
  readonly size: number;
  /** Some record that is not in the recycle bin speaks of it. */
  readonly living: boolean;
}

/** Where the contents of a database or of the copies of a folder lie. */
const contentsBeside = (path: string): string => join(dirname(path), 'files');

const listEnd = '.list';
const draftEnd = '.new';

/**
 * Brings the contents that a database speaks of into the folder `files` of its copies, which all copies there share: only
 * what is not there yet, each opened and compared with its hash. What no copy in the folder speaks of any more is
 * removed first. The list of what the copy speaks of takes its name with {@link keepList}.
 * @param database the database, or a copy of it that was just made in the folder
 * @param from the database beside which the contents lie
 * @param name the copy's file name in the folder
 * @param maxBytes how much new may be brought now; the rest comes with the next copy
 * @throws AppError `disk-full`, `no-permission`
 */
export async function bringContents(
  order: {
    readonly database: DatabaseFile;
    readonly from: string;
    readonly folder: string;
    readonly name: string;
    readonly maxBytes?: number | undefined;
  },
  progress: Progress = () => {},
): Promise<CopiedFiles> {
  const { database, from, folder, name, maxBytes = Number.POSITIVE_INFINITY } = order;
  const spoken = readSpoken(database);
  const place = join(folder, 'files');
  const here = await namesIn(contentsBeside(from));
  await clearContents(folder);
  const there = await namesIn(place);
  if (there.size === 0 && !(here.size > 0 && spoken.length > 0)) return sumOf(spoken, () => false);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const source = new ContentStore(contentsBeside(from), database.encryptionKey);
  const target = new ContentStore(place, database.encryptionKey);
  const names = new Map(spoken.map(({ hash }) => [hash, target.nameOf(hash)]));
  const nameFor = (hash: string) => names.get(hash) ?? '';
  const known = await sameSizes(place, contentsBeside(from), [...names.values()], there, here);
  const missing = spoken.filter(({ hash }) => !known.has(nameFor(hash)) && here.has(nameFor(hash)));
  const total = missing.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { hash, size } of missing) {
    if (done + size > maxBytes) continue;
    if (await target.bring(hash, source)) known.add(nameFor(hash));
    done += size;
    progress(done / Math.max(1, total));
  }
  await writeFile(join(place, `${name}${listEnd}${draftEnd}`), [...known].join('\n'), { mode: 0o600 });
  return sumOf(spoken, (hash) => known.has(nameFor(hash)));
}

/** The copy has taken its name: so does the list of the contents it speaks of. */
export async function keepList(folder: string, name: string): Promise<void> {
  const list = join(folder, 'files', `${name}${listEnd}`);
  await rename(`${list}${draftEnd}`, list).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/**
 * Removes what lies in a folder's `files` and is spoken of by none of its copies, with the lists of copies that have
 * gone and what a broken-off bringing has left.
 */
async function clearContents(folder: string): Promise<void> {
  const place = join(folder, 'files');
  const names = await namesIn(place);
  if (names.size === 0) return;
  const backups = await namesIn(folder);
  const spoken = new Set<string>();
  const gone: string[] = [];
  for (const name of names) {
    // A crash between the copy's taking its name and its list's leaves the newer list as a draft: both count.
    const [, copy] = /^(.+)\.list(?:\.new)?$/.exec(name) ?? [];
    if (copy === undefined) continue;
    if (backups.has(copy)) {
      for (const one of (await readFile(join(place, name), 'utf8')).split('\n')) spoken.add(one);
    } else gone.push(name);
  }
  for (const name of names) {
    if (/^[0-9a-f]{40}(\.new)?$/.test(name) && !spoken.has(name)) gone.push(name);
  }
  for (const name of gone) await rm(join(place, name), { force: true });
}

/**
 * Makes the contents of a copy ready to come with a database that was made ready of it: what the present database has already
 * is left alone, the rest is taken from beside the copy, sealed anew where the keys differ. It waits in a folder of its
 * own until the databases are exchanged, so that nothing is left of a restore that ends before. The database made ready is told
 * what will be here and what will not.
 * @param copy the copy as it lies, with its own key
 * @param target the database made ready beside the present one, with this profile's key
 * @throws AppError `disk-full`, `no-permission`
 */
export async function putBackContents(
  copy: DatabaseFile,
  target: DatabaseFile,
  progress: Progress = () => {},
): Promise<void> {
  const spoken = readSpoken(target);
  if (spoken.length === 0) return;
  const place = contentsBeside(target.path);
  const there = await namesIn(contentsBeside(copy.path));
  const here = await namesIn(place);
  const own = new ContentStore(contentsToCome(target.path), target.encryptionKey);
  const source = there.size > 0 && new ContentStore(contentsBeside(copy.path), copy.encryptionKey);
  const total = spoken.reduce((sum, { size }) => sum + size, 0);
  const states: [string, boolean][] = [];
  let done = 0;
  for (const { hash, size } of spoken) {
    const isHere =
      here.has(own.nameOf(hash)) ||
      (source !== false && there.has(source.nameOf(hash)) && (await own.bring(hash, source)));
    states.push([hash, isHere]);
    done += size;
    progress(done / Math.max(1, total));
  }
  noteHere(target, states);
}

/**
 * How many living files a copy speaks of, and how many contents of them would be missing after restoring it.
 * @param present the database whose own contents are at hand as well
 */
export async function countContents(
  copy: DatabaseFile,
  present: DatabaseFile | undefined,
): Promise<CopiedFiles> {
  const spoken = readSpoken(copy);
  const places = await Promise.all(
    [copy, ...(present ? [present] : [])].map(async ({ path, encryptionKey }) => {
      const names = await namesIn(contentsBeside(path));
      return names.size > 0 && { names, store: new ContentStore(contentsBeside(path), encryptionKey) };
    }),
  );
  return sumOf(spoken, (hash) =>
    places.some((place) => place !== false && place.names.has(place.store.nameOf(hash))),
  );
}

function sumOf(spoken: readonly Spoken[], isThere: (hash: string) => boolean): CopiedFiles {
  const living = spoken.filter(({ living }) => living);
  const brought = living.filter(({ hash }) => isThere(hash));
  return {
    count: brought.length,
    bytes: brought.reduce((sum, { size }) => sum + size, 0),
    missing: living.length - brought.length,
  };
}

/** The contents a database speaks of, those of deleted records too, since they can be brought back. */
function readSpoken(database: DatabaseFile): Spoken[] {
  const db = openDatabase({ path: database.path, encryptionKey: database.encryptionKey, readonly: true });
  try {
    const version = tableVersions(db).get('files');
    if (version === undefined) return [];
    return db
      .all(
        `SELECT json_extract(data, '$.hash') AS hash, max(json_extract(data, '$.size')), max(deleted = 0)
         FROM ${quote(tableName('files', version))} GROUP BY hash ORDER BY hash`,
      )
      .filter(([hash]) => /^[0-9a-f]{64}$/.test(String(hash)))
      .map(([hash, size, living]) => ({
        hash: String(hash),
        size: Number(size) || 0,
        living: Number(living) === 1,
      }));
  } finally {
    db.close();
  }
}

/** Writes into a database which contents lie beside it. */
function noteHere(database: DatabaseFile, states: readonly (readonly [string, boolean])[]): void {
  const db = openDatabase({ path: database.path, encryptionKey: database.encryptionKey });
  try {
    if (!hasContentsTable(db)) return;
    db.exec('BEGIN');
    for (const [hash, isHere] of states) {
      db.run(`UPDATE ${contentsTable} SET here = ? WHERE hash = ?`, [isHere ? 1 : 0, hash]);
    }
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

function hasContentsTable(db: Database): boolean {
  return (
    db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [contentsTable]) !== undefined
  );
}

/** Which of these names lie in the copies' folder as large as in the database's own, where they lie there as well. */
async function sameSizes(
  place: string,
  source: string,
  names: readonly string[],
  there: ReadonlySet<string>,
  here: ReadonlySet<string>,
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const name of names) {
    if (!there.has(name)) continue;
    if (here.has(name)) {
      const [copied, own] = await Promise.all([stat(join(place, name)), stat(join(source, name))]);
      if (copied.size !== own.size) continue;
    }
    known.add(name);
  }
  return known;
}

/** The names in a folder; none where it is not there. */
async function namesIn(folder: string): Promise<Set<string>> {
  return new Set(await readdir(folder).catch(() => []));
}
