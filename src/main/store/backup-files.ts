import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NamedCopy, parseCopyName } from '@shared/backups/backup-name';
import { acknowledgedPath } from './sqlite-storage/acknowledged';

/** A copy in a folder. */
export interface Copy extends NamedCopy {
  readonly path: string;
  readonly at: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** A database is up to four files, with the notes of what was acknowledged; one that is being made has a journal. */
const ENDS = ['', '-journal', '-wal', '-shm', acknowledgedPath('')] as const;
const incomingOf = (databasePath: string) => `${databasePath}.incoming`;
/** Where the contents of files wait that come with a database made ready. */
export const contentsToCome = (incoming: string) => `${incoming}.files`;
const orderOf = (databasePath: string) => `${databasePath}.swap`;
const headOf = (databasePath: string) => `${databasePath}.head`;
/** The first page holds the cipher's salt: without it nothing else can be read. */
export const PAGE_BYTES = 4096;
/**
 * The list of tables and the root of every one of them lie in the first pages, some 300 of them, which are made with
 * the database: without them no table is found.
 */
export const HEAD_BYTES = 512 * PAGE_BYTES;

/** The copies in a folder, newest first. A folder that is not there has none. */
export function listCopies(folder: string): Copy[] {
  try {
    const backups = readdirSync(folder).map((name) => {
      const path = join(folder, name);
      return copyAt(path, name, () => statSync(path));
    });
    return newestFirst(backups);
  } catch {
    return [];
  }
}

/** The same without waiting for the disk, which may be in a network that has gone. */
export async function backupsIn(folder: string): Promise<Copy[]> {
  try {
    const names = await readdir(folder);
    const backups = names
      .filter((name) => parseCopyName(name))
      .map(async (name) => {
        const path = join(folder, name);
        const stats = await stat(path).catch(() => undefined);
        return copyAt(path, name, () => stats);
      });
    return newestFirst(await Promise.all(backups));
  } catch {
    return [];
  }
}

function copyAt(path: string, name: string, look: () => Stats | undefined): Copy | undefined {
  const named = parseCopyName(name);
  if (!named) return undefined;
  try {
    const found = look();
    if (!found) return undefined;
    const { mtime, mtimeMs, size } = found;
    return { ...named, path, at: mtime.toISOString(), mtimeMs, bytes: size };
  } catch {
    return undefined;
  }
}

const newestFirst = (backups: readonly (Copy | undefined)[]): Copy[] =>
  backups.filter((copy) => copy !== undefined).sort((a, b) => b.name.localeCompare(a.name));

/** Puts a database that cannot be used aside under a dated name; nothing is deleted. */
export function setAside(databasePath: string, now = new Date()): void {
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  moveDatabase(databasePath, `${databasePath}.damaged-${stamp}`);
}

/**
 * Moves a database that nobody has open, with its log. The log goes first: a database without it is an older state, a log
 * without its database is nothing.
 */
function moveDatabase(from: string, to: string): void {
  for (const end of ['-wal', '-shm', ''] as const) {
    if (existsSync(from + end)) moveFile(from + end, to + end);
  }
}

function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EXDEV') throw error;
    copyFileSync(from, `${to}.new`);
    syncFile(`${to}.new`);
    renameSync(`${to}.new`, to);
    rmSync(from);
  }
}

/** Where a database is made ready that is to take the place of the present one; an older attempt is thrown away. */
export function makeRoom(databasePath: string): string {
  const incoming = incomingOf(databasePath);
  for (const end of [...ENDS, '.new']) rmSync(incoming + end, { force: true });
  rmSync(contentsToCome(incoming), { recursive: true, force: true });
  return incoming;
}

/** Throws away what was made ready in {@link makeRoom}, unless its exchange has begun. */
export async function clearRoom(databasePath: string): Promise<void> {
  if (existsSync(orderOf(databasePath))) return;
  const incoming = incomingOf(databasePath);
  for (const end of [...ENDS, '.new']) await rm(incoming + end, { force: true });
  await rm(contentsToCome(incoming), { recursive: true, force: true });
}

/**
 * Puts the database made ready in {@link makeRoom} in the present one's place, which goes to `keepAs` or, without it,
 * aside as damaged. Nobody may have either open. The order is written down first, so that a crash at any moment ends
 * in the same state after {@link finishSwap}: never without a database.
 */
export function swapDatabase(databasePath: string, keepAs: string | null): void {
  syncFile(incomingOf(databasePath));
  const order = orderOf(databasePath);
  const file = openSync(`${order}.new`, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify({ keepAs, stamp: new Date().toISOString() }));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${order}.new`, order);
  syncFolder(databasePath);
  finishSwap(databasePath);
}

/** Ends a swap that a crash broke off; called before a database is opened. True when there was one. */
export function finishSwap(databasePath: string): boolean {
  const order = orderOf(databasePath);
  if (!existsSync(order)) return false;
  const incoming = incomingOf(databasePath);
  if (existsSync(incoming)) {
    const { keepAs, stamp } = readOrder(order);
    if (existsSync(databasePath)) {
      if (keepAs !== null) moveDatabase(databasePath, keepAs);
      else setAside(databasePath, new Date(stamp));
    }
    // What a half-moved base left behind belongs to the database that has gone, not to the one that comes.
    for (const end of ['-wal', '-shm']) rmSync(databasePath + end, { force: true });
    rmSync(headOf(databasePath), { force: true });
    for (const of of [databasePath, incoming]) rmSync(acknowledgedPath(of), { force: true });
    renameSync(incoming, databasePath);
    syncFolder(databasePath);
  }
  takeContents(databasePath);
  rmSync(order, { force: true });
  return true;
}

/** The contents that were made ready with a database go where the database looks for them. */
function takeContents(databasePath: string): void {
  const from = contentsToCome(incomingOf(databasePath));
  if (!existsSync(from)) return;
  const to = join(dirname(databasePath), 'files');
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
  rmSync(from, { recursive: true, force: true });
}

function readOrder(path: string): { readonly keepAs: string | null; readonly stamp: string } {
  const length = statSync(path).size;
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, length, 0);
  } finally {
    closeSync(file);
  }
  return JSON.parse(bytes.toString('utf8')) as { keepAs: string | null; stamp: string };
}

/**
 * Keeps the first pages of a database that is closed, encrypted as they are, beside it: should one of them be damaged, all
 * others can still be read with them.
 */
export function keepHead(databasePath: string): void {
  const pages = Buffer.alloc(Math.min(HEAD_BYTES, statSync(databasePath).size));
  const from = openSync(databasePath, 'r');
  try {
    if (pages.length < PAGE_BYTES || readSync(from, pages, 0, pages.length, 0) < pages.length) return;
  } finally {
    closeSync(from);
  }
  const head = headOf(databasePath);
  const to = openSync(`${head}.new`, 'w', 0o600);
  try {
    writeSync(to, pages);
    fsyncSync(to);
  } finally {
    closeSync(to);
  }
  renameSync(`${head}.new`, head);
}

/** A copy of a damaged database with so many of the first bytes that were kept of it; null when none were kept. */
export function copyWithHead(databasePath: string, to: string, bytes: number): string | null {
  const head = headOf(databasePath);
  if (!existsSync(head)) return null;
  copyFileSync(databasePath, to);
  if (existsSync(`${databasePath}-wal`)) copyFileSync(`${databasePath}-wal`, `${to}-wal`);
  const pages = Buffer.alloc(Math.min(bytes, statSync(head).size));
  const from = openSync(head, 'r');
  try {
    readSync(from, pages, 0, pages.length, 0);
  } finally {
    closeSync(from);
  }
  const file = openSync(to, 'r+');
  try {
    writeSync(file, pages, 0, pages.length, 0);
  } finally {
    closeSync(file);
  }
  return to;
}

/** Removes a database of ours that is no longer needed, with its log. */
export function removeDatabase(path: string): void {
  for (const end of ENDS) rmSync(path + end, { force: true });
}

/** Sees to it that a file's bytes have reached the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A rename reaches the disk with its folder; Windows has no such thing and needs none. */
function syncFolder(databasePath: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(databasePath), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
