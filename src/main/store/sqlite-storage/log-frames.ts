import { closeSync, openSync, readSync } from 'node:fs';

/** A page in the write-ahead log, whose sum is right. */
export interface Frame {
  readonly page: number;
  /** The size of the database in pages after a commit; 0 inside a transaction. */
  readonly commit: number;
  /** The page as it lies there. Valid until the next frame is asked for. */
  readonly raw: Buffer;
}

export const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * The frames of a write-ahead log in their order, as far as their sums are right: what SQLite would take from it, if a
 * commit follows (https://www.sqlite.org/fileformat.html, 4.1). A log that cannot be read has none. The log is only
 * read; nobody's lock lies on it.
 */
export function* logFrames(path: string): Generator<Frame> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return;
  }
  try {
    const header = Buffer.alloc(LOG_HEADER);
    if (readSync(file, header, 0, LOG_HEADER, 0) < LOG_HEADER) return;
    const magic = header.readUInt32BE(0);
    if (magic !== 0x377f0682 && magic !== 0x377f0683) return;
    const pageSize = header.readUInt32BE(8);
    if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return;
    const bigEndian = magic === 0x377f0683;
    const sum = new Sum(bigEndian);
    sum.add(header, 0, 24);
    if (!sum.is(header, 24)) return;
    const salts = header.subarray(16, 24);
    const frame = Buffer.alloc(FRAME_HEADER + pageSize);
    for (let at = LOG_HEADER; ; at += frame.length) {
      if (readSync(file, frame, 0, frame.length, at) < frame.length) return;
      if (!frame.subarray(8, 16).equals(salts)) return;
      sum.add(frame, 0, 8);
      sum.add(frame, FRAME_HEADER, frame.length);
      if (!sum.is(frame, 16)) return;
      yield {
        page: frame.readUInt32BE(0),
        commit: frame.readUInt32BE(4),
        raw: frame.subarray(FRAME_HEADER),
      };
    }
  } finally {
    closeSync(file);
  }
}

/** The log's running sum. Its words are in the order of the machine that wrote it, the sums themselves big-endian. */
class Sum {
  #first = 0;
  #second = 0;

  constructor(private readonly bigEndian: boolean) {}

  add(bytes: Buffer, from: number, to: number): void {
    let first = this.#first;
    let second = this.#second;
    for (let at = from; at < to; at += 8) {
      const one = this.bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
      const two = this.bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
      first = (first + one + second) >>> 0;
      second = (second + two + first) >>> 0;
    }
    this.#first = first;
    this.#second = second;
  }

  is(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#first && bytes.readUInt32BE(at + 4) === this.#second;
  }
}
