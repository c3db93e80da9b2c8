import { existsSync } from 'node:fs';
import { safeFileName } from '@shared/files/file-name';
import { openableEnding } from '@shared/files/openable';
import type { AttachedFile } from '@shared/files/schema';
import { AppError } from '@shared/lib/result';
import { texts } from '@shared/texts';
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { openFile, showInFolder } from '../app/open-path';
import type { FeatureHandlers, SystemContext } from '../app/system';
import { exporting } from '../audit/exporting';
import { clearOpened, freshPlace, makeOpenedFolder } from './opened';

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
  // Systems tidy up their temporary folders.
  if (openedFolder === undefined || !existsSync(openedFolder))
    openedFolder = makeOpenedFolder(profile.folder);
  return openedFolder;
}

/** Removes what a crash has left opened. */
export function clearLeftOpen(profileFolder: string): void {
  clearOpened(profileFolder, openedFolder);
}

async function recordOf({ read }: SystemContext, id: string): Promise<AttachedFile> {
  const found = await read('files.byId', { id });
  if (!found) throw new AppError('not-found');
  return found;
}

export const filesHandlers: FeatureHandlers<'files'> = {
  async 'files.attach'({ sender, data }, { clientId, parentKind, parentId }) {
    const options: OpenDialogOptions = { properties: ['openFile', 'multiSelections', 'dontAddToRecent'] };
    const window = BrowserWindow.fromWebContents(sender);
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    if (canceled) return { added: 0 };
    for (const path of filePaths) await data('files.attach', { path, clientId, parentKind, parentId });
    return { added: filePaths.length };
  },

  async 'files.open'(context, { id }) {
    const { name } = await recordOf(context, id);
    const ending = openableEnding(name);
    if (ending === undefined) {
      const saved = await save(context, id, name);
      if (saved === undefined) return 'cancelled';
      showInFolder(saved);
      return 'saved';
    }
    // Nothing of the record is in the path: the ending is one of our own list.
    const words = texts[context.profile.state.settings.language].files;
    const to = freshPlace(folderOfOpened(context), words.openedName, ending);
    await exporting(context, 'file-opened', 1, async () => {
      const { marked } = await context.data('files.extract', { id, to });
      if (!marked) throw new AppError('file-open-failed', { name });
    });
    await openFile(to);
    return 'opened';
  },

  'files.saveAs': async (context, { id }) =>
    (await save(context, id, (await recordOf(context, id)).name)) !== undefined,
};

/** Asks where to, and saves a copy there, marked as from outside; answers where it lies, or undefined. */
async function save(context: SystemContext, id: string, name: string): Promise<string | undefined> {
  const options: SaveDialogOptions = {
    defaultPath: safeFileName(name),
    properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
  };
  const window = BrowserWindow.fromWebContents(context.sender);
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  if (canceled || filePath === '') return undefined;
  await exporting(context, 'file', 1, () => context.data('files.extract', { id, to: filePath }));
  return filePath;
}
