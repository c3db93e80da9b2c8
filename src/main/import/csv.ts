import { AppError } from '@shared/lib/result';
import { type InfoRecord, Parser } from 'csv-parse';
import type { TextChunk } from './decode';

/** Why a row could not be read as written; its cells are then a literal split of one physical line. */
export type RowProblem = 'row-quote-unclosed' | 'row-too-long';

/** A record of the file. `line` is the 1-based physical line it starts on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: string[];
  readonly problem: RowProblem | '';
}

export interface CsvOptions {
  /** One character. */
  readonly delimiter: string;
  /** Longest record, in bytes of UTF-8; what is longer becomes a row with a problem. 1 MB unless told. */
  readonly maxRecord?: number;
}

const MAX_RECORD = 1_000_000;
/** After failures records are not waited for longer than this, or a file of stray quotes would take hours. */
const MIN_RECORD = 16_384;
/** Good records after which the limit grows back. */
const CALM = 1000;
/** Characters kept of a line that is too long to be a row. */
const KEEP_OF_LONG = 2000;

const LF = 0x0a;
const CR = 0x0d;

class GluedLines extends Error {}

/** Position of the first line break, or -1. */
function findBreak(bytes: Buffer): number {
  const lf = bytes.indexOf(LF);
  const cr = (lf < 0 ? bytes : bytes.subarray(0, lf)).indexOf(CR);
  return cr < 0 ? lf : cr;
}

const countBreaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/**
 * A push parser of CSV in bounded memory: RFC 4180 and what people really have (stray quotes, uneven columns, mixed
 * line ends). csv-parse reads the records; whenever it gives up (a quote never closed, a record without end) we go
 * back to the start of that record, hand out its first physical line as it stands, and go on behind it.
 */
export class CsvReader {
  private readonly maxRecord: number;
  private limit: number;
  private parser: Parser;
  /** Bytes given to the parser that belong to no finished record yet. */
  private pending: Buffer = Buffer.alloc(0);
  /** Bytes of the present parser's input that finished records have used. */
  private used = 0;
  /** Bytes of the present parser's input dropped from `pending`. */
  private dropped = 0;
  private line = 1;
  private calm = 0;
  private skippingLongLine = false;
  private rows: CsvRow[] = [];

  constructor(private readonly options: CsvOptions) {
    this.maxRecord = options.maxRecord ?? MAX_RECORD;
    this.limit = this.maxRecord;
    this.parser = this.makeParser();
  }

  /** Takes the next piece of text; returns the rows finished by it. */
  async push(text: string): Promise<CsvRow[]> {
    let bytes: Buffer = Buffer.from(text, 'utf8');
    if (this.skippingLongLine) bytes = this.skipLongLine(bytes);
    if (bytes.length > 0) await this.feed(bytes);
    return this.take();
  }

  /** Ends the input; returns the last rows. */
  async end(): Promise<CsvRow[]> {
    for (;;) {
      const failure = await this.finishParser();
      if (failure === undefined) return this.take();
      const rest = this.stepOver(true);
      if (rest.length === 0) return this.take();
      await this.feed(rest);
    }
  }

  /** Frees the parser of an abandoned input. */
  destroy(): void {
    this.parser.destroy();
  }

  private take(): CsvRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  private makeParser(): Parser {
    this.used = 0;
    this.dropped = 0;
    const parser = new Parser({
      delimiter: this.options.delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: this.limit,
      // Records are taken here, not from the stream: those before a failure in one chunk would be lost with it.
      on_record: (cells: string[], info: InfoRecord) => {
        this.accept(cells, info.bytes);
        return null;
      },
    });
    // Failures reach us through write callbacks; without a listener they would end the process.
    parser.on('error', () => {});
    parser.resume();
    return parser;
  }

  private accept(cells: string[], bytes: number): void {
    if (this.isGlued(cells, bytes)) throw new GluedLines();
    if (cells.some((cell) => cell.trim() !== '')) this.rows.push({ line: this.line, cells, problem: '' });
    this.line += 1 + countBreaks(cells);
    this.used = bytes;
    this.calm += 1;
    if (this.calm === CALM && this.limit < this.maxRecord) {
      this.limit = this.maxRecord;
      this.parser.options.max_record_size = this.limit;
    }
  }

  /**
   * Two lines that each begin with a stray quote read as one cell with a line break. A quoted cell that truly begins
   * with a quote is written with three of them.
   */
  private isGlued(cells: readonly string[], end: number): boolean {
    if (!cells.some((cell) => cell.startsWith('"') && /[\r\n]/.test(cell))) return false;
    return !this.pending.subarray(this.used - this.dropped, end - this.dropped).includes('"""');
  }

  private async feed(bytes: Buffer): Promise<void> {
    let input = bytes;
    while (input.length > 0) {
      this.pending = this.pending.length === 0 ? input : Buffer.concat([this.pending, input]);
      const failed = await this.write(input);
      this.forgetUsed();
      if (!failed) return;
      input = this.stepOver(false);
    }
  }

  private write(bytes: Buffer): Promise<boolean> {
    return new Promise((resolve) => {
      this.parser.write(bytes, (error) => resolve(error !== null && error !== undefined));
    });
  }

  private finishParser(): Promise<Error | undefined> {
    const { parser } = this;
    return new Promise((resolve) => {
      parser.once('end', () => {
        this.forgetUsed();
        resolve(undefined);
      });
      parser.once('error', (error) => {
        this.forgetUsed();
        resolve(error);
      });
      parser.end();
    });
  }

  private forgetUsed(): void {
    this.pending = this.pending.subarray(this.used - this.dropped);
    this.dropped = this.used;
  }

  /** After a failure: hands out the first pending line as it stands; returns what is to be read anew behind it. */
  private stepOver(atEnd: boolean): Buffer {
    const bytes = this.pending;
    const at = findBreak(bytes);
    const whole = at >= 0 || atEnd;
    const lineBytes = at >= 0 ? bytes.subarray(0, at) : bytes;
    this.pushLiteral(lineBytes, whole && lineBytes.length <= this.maxRecord);
    this.calm = 0;
    this.limit = Math.max(Math.min(MIN_RECORD, this.maxRecord), this.limit >> 1);
    this.parser.destroy();
    this.parser = this.makeParser();
    this.pending = Buffer.alloc(0);
    if (at < 0) {
      this.skippingLongLine = !atEnd;
      return Buffer.alloc(0);
    }
    this.line += 1;
    const crlf = bytes[at] === CR && bytes[at + 1] === LF;
    return bytes.subarray(at + (crlf ? 2 : 1));
  }

  private pushLiteral(lineBytes: Buffer, whole: boolean): void {
    const text = lineBytes.subarray(0, whole ? lineBytes.length : KEEP_OF_LONG * 4).toString('utf8');
    const cells = whole ? text.split(this.options.delimiter) : [text.slice(0, KEEP_OF_LONG)];
    this.rows.push({ line: this.line, cells, problem: whole ? 'row-quote-unclosed' : 'row-too-long' });
  }

  private skipLongLine(bytes: Buffer): Buffer {
    const at = findBreak(bytes);
    if (at < 0) return Buffer.alloc(0);
    this.skippingLongLine = false;
    this.line += 1;
    const crlf = bytes[at] === CR && bytes[at + 1] === LF;
    return bytes.subarray(at + (crlf ? 2 : 1));
  }
}

/** A row and how far into the file it was read, for progress. */
export interface ReadRow extends CsvRow {
  readonly bytesRead: number;
}

/**
 * Rows of decoded text as they come.
 * @throws AppError `import-cancelled` once `signal` is aborted
 */
export async function* csvRows(
  chunks: AsyncIterable<TextChunk>,
  options: CsvOptions,
  signal?: AbortSignal,
): AsyncGenerator<ReadRow> {
  const reader = new CsvReader(options);
  const refuseIfAborted = () => {
    if (signal?.aborted) throw new AppError('import-cancelled');
  };
  let bytesRead = 0;
  try {
    for await (const chunk of chunks) {
      bytesRead = chunk.bytesRead;
      refuseIfAborted();
      for (const row of await reader.push(chunk.text)) {
        refuseIfAborted();
        yield { ...row, bytesRead };
      }
    }
    for (const row of await reader.end()) {
      refuseIfAborted();
      yield { ...row, bytesRead };
    }
  } finally {
    reader.destroy();
  }
}
