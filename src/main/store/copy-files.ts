import { copyFileSync, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';

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
