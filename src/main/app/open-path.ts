import { existsSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { isOpenable } from '@shared/files/openable';
import { AppError } from '@shared/lib/result';
import { shell } from 'electron';

/**
 * Opens a file with the system's program. The one way to it, so that nothing a system would run is ever handed on,
 * whoever asks and wherever the name came from.
 * @throws AppError `file-dangerous`, `file-open-failed`
 */
export async function openFile(path: string): Promise<void> {
  const name = basename(path);
  if (!isAbsolute(path) || !isOpenable(name)) {
    throw new AppError('file-dangerous', { name });
  }
  // A link could lead to anything.
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile()) throw new AppError('file-open-failed', { name });
  if ((await shell.openPath(path)) !== '') throw new AppError('file-open-failed', { name });
}

/** Opens a folder in the system's file manager. @throws AppError `file-open-failed` for anything else */
export async function openFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  // On a Mac a program is a folder that holds this.
  const isProgram = existsSync(join(path, 'Contents', 'Info.plist'));
  const isFolder = isAbsolute(path) && found?.isDirectory() === true && !isProgram;
  if (!isFolder || (await shell.openPath(path)) !== '') throw new AppError('file-open-failed');
}

/** Shows where a file lies; it is not opened. */
export function showInFolder(path: string): void {
  shell.showItemInFolder(path);
}
