import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { type Database, openDatabase } from './sqlite-storage/adapter';

/** How many daily copies are kept. */
const kept = 5;

export interface Copy {
  readonly name: string;
  readonly at: string;
  readonly bytes: number;
}

/** The copies in a folder, newest first. */
export function listCopies(folder: string): Copy[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^kartoteka-\d{4}-\d{2}-\d{2}\.db$/.test(name))
    .map((name) => {
      const { mtime, size } = statSync(join(folder, name));
      return { name, at: mtime.toISOString(), bytes: size };
    })
    .sort((a, b) => b.name.localeCompare(a.name));
}

/**
 * Copies the open base, encrypted as it is, into the day's file: made under another name, opened and checked before
 * it takes the place of an older one. Old copies beyond the last five are removed.
 */
export function makeCopy(db: Database, folder: string, day: string, encryptionKey: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = join(folder, `kartoteka-${day}.db`);
  const draft = `${name}.new`;
  rmSync(draft, { force: true });
  db.exec(`VACUUM INTO '${draft.replaceAll("'", "''")}'`);
  const copy = openDatabase({ path: draft, encryptionKey, readonly: true });
  try {
    if (copy.get('PRAGMA quick_check(1)')?.[0] !== 'ok') throw new AppError('store-corrupt');
  } finally {
    copy.close();
  }
  renameSync(draft, name);
  for (const old of listCopies(folder).slice(kept)) rmSync(join(folder, old.name), { force: true });
}

/** Puts a base that cannot be used aside under a dated name; nothing is deleted. */
export function setAside(databasePath: string): void {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  for (const end of ['', '-wal', '-shm']) {
    if (existsSync(databasePath + end))
      renameSync(databasePath + end, `${databasePath}.damaged-${stamp}${end}`);
  }
}

/** Puts the present base aside and a copy in its place. @throws AppError `file-not-found` */
export function restoreCopy(databasePath: string, folder: string, name: string): void {
  const source = listCopies(folder).find((copy) => copy.name === name);
  if (!source) throw new AppError('file-not-found', { name });
  setAside(databasePath);
  copyFileSync(join(folder, source.name), databasePath);
}
