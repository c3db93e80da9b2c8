import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunnable, safeFileName } from '@shared/files/rules';
import type { AttachedFile } from '@shared/files/schema';
import { AppError } from '@shared/lib/result';
import { app, BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';
import type { FeatureSystems, SystemContext } from '../app/system';

/** Copies opened with other programs lie here until the program ends. */
let openedFolder: string | undefined;

function folderOfOpened(): string {
  if (openedFolder) return openedFolder;
  const folder = join(tmpdir(), `kartoteka-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.once('will-quit', () => rmSync(folder, { recursive: true, force: true }));
  openedFolder = folder;
  return folder;
}

async function recordOf({ read }: SystemContext, id: string): Promise<AttachedFile> {
  const found = (await read('files.byId', { id })) as AttachedFile | null;
  if (!found) throw new AppError('not-found');
  return found;
}

export const filesSystems: FeatureSystems<'files'> = {
  async 'files.attach'({ sender, command }, { clientId, parentKind, parentId }) {
    const options: OpenDialogOptions = { properties: ['openFile', 'multiSelections', 'dontAddToRecent'] };
    const window = BrowserWindow.fromWebContents(sender);
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    if (canceled) return { added: 0 };
    for (const path of filePaths) await command('$files.attach', { path, clientId, parentKind, parentId });
    return { added: filePaths.length };
  },

  async 'files.open'(context, { id }) {
    const { name } = await recordOf(context, id);
    if (isRunnable(name)) throw new AppError('file-dangerous', { name });
    const folder = join(folderOfOpened(), id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const to = join(folder, safeFileName(name));
    await context.command('$files.extract', { id, to });
    if ((await shell.openPath(to)) !== '') throw new AppError('file-open-failed', { name });
    return null;
  },

  async 'files.saveAs'(context, { id }) {
    const { name } = await recordOf(context, id);
    const { canceled, filePath } = await dialog.showSaveDialog({
      defaultPath: safeFileName(name),
      properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
    });
    if (canceled || filePath === '') return false;
    await context.command('$files.extract', { id, to: filePath });
    return true;
  },
};
