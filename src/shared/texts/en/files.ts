import { pluralEn } from '../plural';
import type { files as Russian } from '../ru/files';

export const files: typeof Russian = {
  title: 'Files',
  attach: 'Attach a file',
  attachHint: 'Photos, contracts, recordings: up to 100 MB each. The copies lie encrypted on this computer.',
  attached: (n) => `${n} ${pluralEn(n, 'file', 'files')} attached`,
  open: (name) => `Open the file: ${name}`,
  more: (name) => `What to do with the file: ${name}`,
  saveAs: 'Save as…',
  rename: 'Rename',
  newName: 'File name',
  remove: 'Delete',
  removed: (name) => `The file “${name}” is deleted`,
  undo: 'Undo',
  saved: 'The file is saved',
  savedInstead:
    'The program does not open such files itself. The file is saved and shown in its folder: open it only if you are sure of the sender.',
  /** Name of a copy that another program opens; a number and an ending follow. */
  openedName: 'Attachment',
  fetch: 'Fetch',
  fetchNamed: (name) => `Fetch the file: ${name}`,
  states: {
    here: 'on this computer only',
    uploaded: 'on the server',
    coming: 'being fetched',
    away: 'on the server, not here yet',
    waiting: 'has not reached the server yet',
  },
  up: (percent) => `being sent, ${percent} %`,
  down: (percent) => `being fetched, ${percent} %`,
  bytes: (n) =>
    n < 1024
      ? `${n} B`
      : n < 1024 * 1024
        ? `${Math.round(n / 1024).toLocaleString('en')} KB`
        : `${(n / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MB`,
};
