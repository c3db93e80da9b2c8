import { type FileHandle, open } from 'node:fs/promises';
import type { importEncodings } from '@shared/import/contract';
import { AppError } from '@shared/lib/result';
import iconv from 'iconv-lite';

/**
 * Encodings a file may have: those the user can choose, and UTF-16BE, known by its BOM only. The first guess is
 * {@link sniffEncoding}, the last word is the user's.
 */
export type ImportEncoding = (typeof importEncodings)[number] | 'utf-16be';

/** A piece of decoded text and how far into the file it reaches, in bytes. */
export interface TextChunk {
  readonly text: string;
  readonly bytesRead: number;
}

/** Bytes of the head that are enough to judge a file by. */
const HEAD_BYTES = 256 * 1024;

/** So much of the head is judged by its letters. */
const JUDGED_BYTES = 64 * 1024;
/** Encodings of one byte a letter, the commonest first: of equals the first is taken. */
const singleByte = ['windows-1251', 'cp866', 'koi8-r', 'mac-cyrillic'] as const;

const READ_BYTES = 256 * 1024;

/** Russian lower-case letters by frequency, the commonest first (National Corpus order). */
const LETTERS_BY_FREQUENCY = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';

/** First bytes of what users mistake for a table: xlsx and other zips, xls, pdf, pictures, archives, databases. */
const BINARY_SIGNATURES: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x1f, 0x8b, 0x08],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66],
  [0x4d, 0x5a, 0x90, 0x00],
  [0x7f, 0x45, 0x4c, 0x46],
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** UTF-16 without a BOM: in Russian and English text the high byte of nearly every unit is 00 or 04. */
function looksUtf16(head: Uint8Array, highByte: 0 | 1): boolean {
  const units = Math.floor(head.length / 2);
  if (units < 4) return false;
  let plausible = 0;
  for (let index = 0; index < units; index += 1) {
    const high = head[index * 2 + highByte];
    const low = head[index * 2 + 1 - highByte];
    if ((high === 0x00 && low !== 0x00) || high === 0x04) plausible += 1;
  }
  return plausible / units > 0.7;
}

/** Counts whole UTF-8 sequences of two bytes or more, and bytes that fit none; a cut last one is not counted. */
function countUtf8(head: Uint8Array): { sequences: number; broken: number } {
  let sequences = 0;
  let broken = 0;
  let index = 0;
  while (index < head.length) {
    const first = head[index] ?? 0;
    if (first < 0x80) {
      index += 1;
      continue;
    }
    const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
    const tail = head.subarray(index + 1, index + length);
    const whole = tail.every((byte) => (byte & 0xc0) === 0x80);
    if (whole && length > 1 && index + length > head.length) break;
    if (whole && length > 1 && first < 0xf5) {
      sequences += 1;
      index += length;
    } else {
      broken += 1;
      index += 1;
    }
  }
  return { sequences, broken };
}

/** How much decoded text looks like Russian: common letters add, rare ones and symbols take away. */
function russianScore(text: string): number {
  let score = 0;
  let previousLower = false;
  for (const char of text) {
    if (char < '\u0080') {
      previousLower = false;
      continue;
    }
    const lower = char.toLowerCase();
    const rank = LETTERS_BY_FREQUENCY.indexOf(lower);
    const upper = lower !== char;
    if (rank >= 0) {
      score += 3 - rank / 8;
      if (upper && previousLower) score -= 4;
    } else if ('«»№—–…“”„’•©®°\u00a0'.includes(char)) {
      score += 0.5;
    } else {
      score -= 5;
    }
    previousLower = rank >= 0 && !upper;
  }
  return score;
}

/**
 * Guesses the encoding of text from its first bytes: BOM, then UTF-8, then Russian letter frequencies.
 * @param head first bytes of the file; a character cut at their end is not held against UTF-8
 */
export function sniffEncoding(head: Uint8Array): ImportEncoding {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8-bom';
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  if (looksUtf16(head, 1)) return 'utf-16le';
  if (looksUtf16(head, 0)) return 'utf-16be';
  const { sequences, broken } = countUtf8(head);
  // One damaged character in a long UTF-8 file must not turn all of it into mojibake.
  if (broken === 0 || sequences > broken * 20) return 'utf-8';
  const judged = Buffer.from(head.subarray(0, JUDGED_BYTES));
  let best: (typeof singleByte)[number] = 'windows-1251';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const encoding of singleByte) {
    const score = russianScore(iconv.decode(judged, encoding));
    if (score > bestScore) {
      best = encoding;
      bestScore = score;
    }
  }
  return best;
}

/**
 * Refuses what is not text.
 * @throws AppError `import-empty` for no visible character, `import-not-text` for a binary file
 */
export function assertText(head: Uint8Array): void {
  if (BINARY_SIGNATURES.some((signature) => startsWith(head, signature)))
    throw new AppError('import-not-text');
  const encoding = sniffEncoding(head);
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') {
    let control = 0;
    for (const byte of head) {
      if (byte === 0) throw new AppError('import-not-text');
      if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1a && byte !== 0x1b) control += 1;
    }
    if (control > head.length * 0.02) throw new AppError('import-not-text');
  }
  const text = decodeWhole(head, encoding);
  if (head.length < HEAD_BYTES && text.trim() === '') throw new AppError('import-empty');
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** A streaming decoder. UTF-8 goes through the platform's, whose handling of broken bytes ignores chunk borders. */
function makeDecoder(encoding: ImportEncoding): Decoder {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') {
    const decoder = new TextDecoder('utf-8');
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const decoder = iconv.getDecoder(encoding);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}

/** Decodes bytes that are all there is, without the BOM. */
export function decodeWhole(bytes: Uint8Array, encoding: ImportEncoding): string {
  const decoder = makeDecoder(encoding);
  return decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) + decoder.end();
}

/** Decodes a sequence of byte chunks; the text does not depend on where the chunks were cut. */
export async function* decodeChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: ImportEncoding,
): AsyncGenerator<TextChunk> {
  const decoder = makeDecoder(encoding);
  let bytesRead = 0;
  for await (const chunk of chunks) {
    bytesRead += chunk.byteLength;
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text !== '') yield { text, bytesRead };
  }
  const rest = decoder.end();
  if (rest !== '') yield { text: rest, bytesRead };
}

/** Opens a file for reading, with a refusal in our own codes. */
async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES' || code === 'EPERM') throw new AppError('no-permission');
    throw new AppError('file-not-found');
  }
}

async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await openForReading(path);
  try {
    // One buffer for the whole file: a decoder copies what it keeps.
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    for (;;) {
      if (signal?.aborted) throw new AppError('import-cancelled');
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * Decodes a file piece by piece in bounded memory.
 * @throws AppError `file-not-found`, `no-permission`, or `import-cancelled` once `signal` is aborted
 */
export function decodeFile(
  path: string,
  encoding: ImportEncoding,
  signal?: AbortSignal,
): AsyncGenerator<TextChunk> {
  return decodeChunks(readChunks(path, signal), encoding);
}

/** What the first look at a file tells. */
export interface FileHead {
  readonly head: Uint8Array;
  readonly totalBytes: number;
  readonly encoding: ImportEncoding;
}

/**
 * Reads the head of a file, refuses what is not text and guesses the encoding. When the head is plain ASCII the
 * guess waits for the first other byte further on, so that Russian text late in a file is not taken for UTF-8.
 * @throws AppError `file-not-found`, `no-permission`, `import-empty`, `import-not-text`
 */
export async function readHead(path: string): Promise<FileHead> {
  const file = await openForReading(path);
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new AppError('import-not-text');
    if (info.size === 0) throw new AppError('import-empty');
    const buffer = Buffer.alloc(Math.min(HEAD_BYTES, info.size));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    const head = buffer.subarray(0, bytesRead);
    assertText(head);
    let encoding = sniffEncoding(head);
    const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);
    if (encoding === 'utf-8' && info.size > head.length && isAscii(head)) {
      const window = Buffer.allocUnsafe(READ_BYTES);
      for (let at = head.length; at < info.size; ) {
        const read = await file.read(window, 0, READ_BYTES, at);
        if (read.bytesRead === 0) break;
        const bytes = window.subarray(0, read.bytesRead);
        if (!isAscii(bytes)) {
          encoding = sniffEncoding(bytes);
          break;
        }
        at += read.bytesRead;
      }
    }
    return { head, totalBytes: info.size, encoding };
  } finally {
    await file.close();
  }
}
