import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type DocumentFormat, documentFormats } from '@shared/documents/contract';
import { clientFolderName, documentFileName } from '@shared/documents/file-name';
import { Queue } from '@shared/lib/queue';
import { AppError } from '@shared/lib/result';
import { app } from 'electron';
import { openFile, showInFolder } from '../app/open-path';
import type { FeatureHandlers, SystemContext } from '../app/system';
import { freePath, writeWhole } from '../app/whole-files';
import { exporting } from '../audit/exporting';
import type { DocumentsClient } from './client';
import { MadeFiles } from './made-files';
import { checkSnapshot } from './render';
import { lazyDocumentsClient } from './renderer-thread';

let client: DocumentsClient | undefined;
let made: MadeFiles | undefined;
/** One file at a time: two clicks on «Открыть PDF» must not write it twice. */
const writing = new Queue();

/** «Документы / Картотека» of the system, or the folder set. */
function documentsFolder({ profile }: SystemContext): string {
  const { documentsFolder: own } = profile.state.settings;
  if (own !== '') return own;
  try {
    return join(app.getPath('documents'), 'Картотека');
  } catch {
    return join(homedir(), 'Картотека');
  }
}

/** The file of a posted document, written first where it is not there: it may have come by sync. */
function fileOf(context: SystemContext, id: string, format: DocumentFormat): Promise<string> {
  const work = async (): Promise<string> => {
    if (!made) {
      made = new MadeFiles(context.profile.folder, () => context.keyring.sealer);
      context.lock.whenLocked(() => {
        made = undefined;
      });
    }
    const known = made.find(id, format);
    if (known !== undefined) return known;
    const document = await context.read('documents.byId', { id });
    if (document === null) throw new AppError('not-found');
    const snapshot = checkSnapshot(document.snapshot);
    client ??= lazyDocumentsClient(context.resources, (level, message) => context.log[level](message));
    const bytes = await client.render(snapshot, format);
    const folder = join(documentsFolder(context), clientFolderName(snapshot));
    const path = freePath(folder, documentFileName(snapshot, format));
    await exporting(context, 'document', 1, () => writeWhole(path, bytes));
    made.remember(id, format, path);
    return path;
  };
  return writing.run(work);
}

export const documentsHandlers: FeatureHandlers<'documents'> = {
  async 'documents.saveFiles'(context, { id }) {
    const paths: { format: DocumentFormat; path: string }[] = [];
    for (const format of documentFormats) paths.push({ format, path: await fileOf(context, id, format) });
    return {
      folder: dirname(paths[0]?.path ?? ''),
      files: paths.map(({ format, path }) => ({ format, name: basename(path) })),
    };
  },
  async 'documents.openFile'(context, { id, format }) {
    await openFile(await fileOf(context, id, format));
    return null;
  },
  async 'documents.showInFolder'(context, { id, format }) {
    showInFolder(await fileOf(context, id, format));
    return null;
  },
};
