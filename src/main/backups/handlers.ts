import { accessSync, constants } from 'node:fs';
import { isAbsolute } from 'node:path';
import { AppError } from '@shared/lib/result';
import { texts } from '@shared/texts';
import { BrowserWindow, dialog } from 'electron';
import { openFolder } from '../app/open-path';
import type { FeatureHandlers } from '../app/system';
import { exporting, recordsHere } from '../audit/exporting';
import { describeError } from '../threads/failures';

/** Files the person has picked in a dialog: a page may name no other path. */
const picked = new Set<string>();

/** @throws AppError `invalid-input` for a path nobody has picked */
function checkSource(source: string): void {
  if (isAbsolute(source) && !picked.has(source)) throw new AppError('invalid-input', { field: 'source' });
}

export const copiesHandlers: FeatureHandlers<'backups'> = {
  async 'backups.look'({ backups }) {
    await (await backups()).keeper.look();
    return null;
  },
  async 'backups.make'(context) {
    const { keeper } = await context.backups();
    return {
      name: await exporting(
        context,
        'copy',
        () => recordsHere(context),
        () => keeper.make(),
      ),
    };
  },
  async 'backups.cancel'({ backups }) {
    (await backups()).keeper.cancel();
    return null;
  },
  async 'backups.pickFolder'(context) {
    const { profile, backups, sender } = context;
    const window = BrowserWindow.fromWebContents(sender);
    const options = { properties: ['openDirectory' as const, 'createDirectory' as const] };
    const { filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options));
    const [folder] = filePaths;
    if (!folder) return { folder: '' };
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw new AppError('no-permission');
    }
    // Every copy from now on goes there.
    const change = async () =>
      profile.change({ settings: { ...profile.state.settings, backupsFolder: folder }, copyFailure: null });
    await exporting(context, 'copies-folder', () => recordsHere(context), change);
    await (await backups()).keeper.look();
    return { folder };
  },
  async 'backups.usualFolder'({ profile, backups }) {
    profile.change({ settings: { ...profile.state.settings, backupsFolder: '' }, copyFailure: null });
    await (await backups()).keeper.look();
    return null;
  },
  async 'backups.showFolder'({ backups }) {
    await openFolder(await (await backups()).keeper.usableFolder());
    return null;
  },
  async 'backups.pickFile'({ profile, sender }) {
    const window = BrowserWindow.fromWebContents(sender);
    const words = texts[profile.state.settings.language].backups;
    const options = {
      properties: ['openFile' as const],
      filters: [{ name: words.fileKind, extensions: ['db'] }],
    };
    const { filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options));
    const [path = ''] = filePaths;
    if (path !== '') picked.add(path);
    return { path };
  },
  async 'backups.preview'({ backups }, { source, secret }) {
    checkSource(source);
    return (await backups()).restorer.preview(source, secret);
  },
  async 'backups.restore'({ backups, data, log }, { source, secret }) {
    checkSource(source);
    // What the server has not been told of exports outlives the exchange; a database too damaged to ask has none to give.
    const untold = await data('exports.untold', null).catch(() => undefined);
    const done = await (await backups()).restorer.restore(source, secret);
    if (untold !== undefined) {
      await data('exports.replace', untold).catch((error: unknown) =>
        log.warn(`untold exports: ${describeError(error)}`),
      );
    }
    return done;
  },
  async 'backups.takeRescued'({ backups }, { choice }) {
    const { rescuer, restorer } = await backups();
    const { state } = rescuer;
    if (state.phase !== 'done') throw new AppError('copy-busy');
    await restorer.takeRescued(choice, state.copy?.name ?? null);
    rescuer.reset();
    return null;
  },
};
