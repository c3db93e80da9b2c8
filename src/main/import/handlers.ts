import { join } from 'node:path';
import { texts } from '@shared/texts';
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { FeatureHandlers, SystemContext } from '../app/system';
import { exporting } from '../audit/exporting';
import { ImportSession } from './import-session';

let session: ImportSession | undefined;

/** One desk for all windows. */
function deskOf(context: SystemContext): ImportSession {
  session ??= new ImportSession(context);
  return session;
}

/** How long the end of an import is waited for when the program is locked, in milliseconds. */
const endingMs = 10_000;

/** Cancels what is going on, waits for its end, forgets the file and ends the thread: the program is being locked. */
export async function endImport(busy: () => boolean): Promise<void> {
  await session?.cancel();
  const late = Date.now() + endingMs;
  while (busy() && Date.now() < late) await new Promise((resolve) => setTimeout(resolve, 50));
  session?.end();
  session = undefined;
}

const wordsOf = ({ profile }: SystemContext) => texts[profile.state.settings.language].imports;

export const importHandlers: FeatureHandlers<'import'> = {
  async 'import.pick'(context) {
    const words = wordsOf(context);
    const options: OpenDialogOptions = {
      title: words.chooseFile,
      properties: ['openFile'],
      filters: [
        { name: words.fileKinds.all, extensions: ['csv', 'txt', 'tsv', 'vcf'] },
        { name: words.fileKinds.any, extensions: ['*'] },
      ],
    };
    const window = BrowserWindow.fromWebContents(context.sender);
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    const [path] = filePaths;
    return canceled || path === undefined ? null : deskOf(context).open(path);
  },
  'import.reread': (context, { fileId, ...choice }) => deskOf(context).reread(fileId, choice),
  async 'import.check'(context, plan) {
    await deskOf(context).start(plan, 'check');
    return null;
  },
  async 'import.run'(context, plan) {
    await deskOf(context).start(plan, 'run');
    return null;
  },
  async 'import.cancel'(context) {
    await deskOf(context).cancel();
    return null;
  },
  'import.leave'(context) {
    deskOf(context).leave();
    return null;
  },
  async 'import.saveFailedRows'(context) {
    const words = wordsOf(context);
    const options: SaveDialogOptions = {
      title: words.saveFailed,
      defaultPath: join(app.getPath('documents'), deskOf(context).failedRowsName),
      filters: [{ name: words.fileKinds.csv, extensions: ['csv'] }],
    };
    const window = BrowserWindow.fromWebContents(context.sender);
    const { canceled, filePath } = window
      ? await dialog.showSaveDialog(window, options)
      : await dialog.showSaveDialog(options);
    if (canceled || !filePath) return null;
    const progress = context.states.get('import.progress');
    const rows = progress && 'counts' in progress ? progress.counts.invalid : 0;
    await exporting(context, 'failed-rows', rows, () => deskOf(context).saveFailedRows(filePath));
    return { fileName: filePath.split(/[\\/]/).at(-1) ?? filePath };
  },
};
