import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRunnable, safeFileName } from '@shared/files/rules';
import type { AttachedFile } from '@shared/files/schema';
import { AppError } from '@shared/lib/result';
import { app, BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';
import type { FeatureSystems, SystemContext } from '../app/system';
import { exporting } from '../audit/exporting';
import { clearOpened, makeOpenedFolder } from './opened';

/** Copies opened with other programs lie here until the program is locked or ends. */
let openedFolder: string | undefined;
let clearing = false;

function folderOfOpened({ profile, lock }: SystemContext): string {
  const clear = () => {
    openedFolder = undefined;
    clearOpened(profile.folder);
  };
  if (!clearing) {
    clearing = true;
    lock.whenLocked(clear);
    app.once('will-quit', clear);
  }
  openedFolder ??= makeOpenedFolder(profile.folder);
  return openedFolder;
}

/** Removes what a crash has left opened. */
export function clearLeftOpen(profileFolder: string): void {
  clearOpened(profileFolder, openedFolder);
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
    const folder = join(folderOfOpened(context), id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const to = join(folder, safeFileName(name));
    await exporting(context, 'file-opened', 1, () => context.command('$files.extract', { id, to }));
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
    await exporting(context, 'file', 1, () => context.command('$files.extract', { id, to: filePath }));
    return true;
  },
};
