import { endingOf, safeFileName } from './file-name';

/**
 * The endings of what is handed to the system's program. Everything else is saved and shown in its folder: a list of
 * what is dangerous is never complete. Not on it, though they look harmless: doc, xls, ppt and rtf (macros and objects
 * without another ending), csv (a cell can be a formula that runs a program), html, svg and eml (scripts, or contents of
 * their own), zip and other archives (what is taken out of them loses the mark), playlists and Windows' own media
 * formats (they lead to other addresses).
 */
const openable: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Shown by a viewer in a sandbox of its own, as every browser does.
    pdf: 'pdf',
    // Without macros by their format; Office shows what is marked as from outside in Protected View.
    docx: 'docx',
    xlsx: 'xlsx',
    pptx: 'pptx',
    // LibreOffice runs no macro of a file that is not in a trusted folder.
    odt: 'odt',
    ods: 'ods',
    odp: 'odp',
    // Nothing in it but letters.
    txt: 'txt',
    // Pictures made of points: no scripts, no links.
    jpg: 'jpg',
    jpeg: 'jpg',
    png: 'png',
    gif: 'gif',
    webp: 'webp',
    bmp: 'bmp',
    tif: 'tif',
    tiff: 'tif',
    heic: 'heic',
    heif: 'heif',
    avif: 'avif',
    // Recordings of calls and short films.
    mp3: 'mp3',
    m4a: 'm4a',
    ogg: 'ogg',
    opus: 'opus',
    wav: 'wav',
    flac: 'flac',
    aac: 'aac',
    amr: 'amr',
    mp4: 'mp4',
    m4v: 'm4v',
    mov: 'mov',
    webm: 'webm',
    mkv: 'mkv',
    '3gp': '3gp',
  }),
);

/**
 * The ending of our own under which a content may be handed to the system's program; undefined for what is only saved.
 * Judged by the name as it would be written.
 * @param name any text: a record's name is a stranger's
 */
export const openableEnding = (name: string): string | undefined =>
  openable.get(endingOf(safeFileName(name)));

/** Whether a file may be handed to the system's program, by the name it bears on the disk. */
export const isOpenable = (name: string): boolean =>
  openable.has(endingOf(name)) && openableEnding(name) !== undefined;
