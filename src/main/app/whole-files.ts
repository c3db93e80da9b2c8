import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { AppError } from '@shared/lib/result';

/** The refusal a person is told when a file could not be written: full disk, no right, or held by Word. */
export function writeFailure(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', { name });
  if (code === 'EROFS') return new AppError('no-permission', { name });
  return new AppError('file-write-failed', { name });
}

/**
 * Writes a file whole or not at all: a crash or a full disk between leaves no half of it.
 * @throws AppError `disk-full`, `no-permission`, `file-write-failed`
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const { dir, base } = parse(path);
  const draft = join(dir, `.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await mkdir(dir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      // A folder one may not make is another matter than a file that is open elsewhere.
      throw error.code === 'EACCES' || error.code === 'EPERM'
        ? new AppError('no-permission', { name: dir })
        : error;
    });
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw writeFailure(error, base);
  }
}

/** A path nobody uses yet: «имя.pdf», else «имя (2).pdf». What lies there may be somebody's edited copy. */
export function freePath(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, copy === 1 ? name : `${stem} (${copy})${ext}`);
    if (!existsSync(path)) return path;
  }
}
