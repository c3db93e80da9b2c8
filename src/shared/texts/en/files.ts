import { pluralEn } from '../plural';
import type { files as Russian } from '../ru/files';

export const files: typeof Russian = {
  title: 'Files',
  attach: 'Attach a file',
  attachHint: 'Photos, contracts, recordings: up to 100 MB each. They are stored encrypted on this computer.',
  attached: (n) => `${n} ${pluralEn(n, 'file', 'files')} attached`,
  open: (name) => `Open file: ${name}`,
  more: (name) => `File actions: ${name}`,
  saveAs: 'Save as…',
  rename: 'Rename',
  newName: 'File name',
  remove: 'Delete',
  removed: (name) => `File “${name}” deleted`,
  undo: 'Undo',
  saved: 'File saved',
  savedInstead:
    'The program does not open such files itself. The file is saved and shown in its folder: open it only if you trust the sender.',
  /** Name of a copy that another program opens; a number and an ending follow. */
  openedName: 'Attachment',
  fetch: 'Download',
  fetchNamed: (name) => `Download file: ${name}`,
  states: {
    here: 'on this computer only',
    uploaded: 'on the server',
    coming: 'downloading',
    away: 'on the server, not here yet',
    waiting: 'not on the server yet',
  },
  up: (percent) => `uploading, ${percent}%`,
  down: (percent) => `downloading, ${percent}%`,
  bytes: (n) =>
    n < 1024
      ? `${n} B`
      : n < 1024 * 1024
        ? `${Math.round(n / 1024).toLocaleString('en')} KB`
        : `${(n / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MB`,
};
