import { vcardColumns } from '@shared/import/vcard-columns';
import { AppError } from '@shared/lib/result';
import { csvRows, type RowProblem } from './csv';
import { type CsvLayout, detectLayout } from './csv-layout';
import { decodeFile, decodeWhole, type ImportEncoding, readHead } from './decode';
import { type CardRow, vcardRows } from './vcard';

/** A row of a CSV file or a card of a vCard file. */
export interface ImportRow {
  /** 1-based physical line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Why it could not be read whole, or `''`. */
  readonly problem: RowProblem | CardRow['problem'];
  readonly bytesRead: number;
}

/** An import file ready to be read as often as needed: once for the dry run, once for the import. */
export interface OpenedImport {
  readonly format: 'csv' | 'vcard';
  readonly encoding: ImportEncoding;
  /** `''` for vCard. */
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** The first rows of data, at most 20. */
  readonly sample: readonly (readonly string[])[];
  readonly totalBytes: number;
  /** All rows, in bounded memory. Throws AppError `import-cancelled` once the signal is aborted. */
  readonly rows: (signal?: AbortSignal) => AsyncIterable<ImportRow>;
}

const SAMPLE_CARDS = 20;

/** Rows of data: those up to the header are left out, among them Excel's `sep=;`. */
async function* dataRows(
  path: string,
  encoding: ImportEncoding,
  layout: CsvLayout,
  signal?: AbortSignal,
): AsyncGenerator<ImportRow> {
  const options = { delimiter: layout.delimiter };
  for await (const row of csvRows(decodeFile(path, encoding, signal), options, signal)) {
    if (row.line > layout.headerLine) yield row;
  }
}

/** Cuts a head at its last line break, so that a half line is not judged. */
function wholeLines(text: string, isWholeFile: boolean): string {
  if (isWholeFile) return text;
  const at = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return at < 0 ? text : text.slice(0, at + 1);
}

/**
 * Opens a file for import: finds out format, encoding, delimiter and header. CSV and vCard give the same rows.
 * @param choice the user's encoding and delimiter, instead of the guesses
 * @throws AppError `file-not-found`, `no-permission`, `import-empty`, `import-not-text`, `import-no-rows`
 */
export async function openImport(
  path: string,
  choice: { readonly encoding?: ImportEncoding; readonly delimiter?: string } = {},
): Promise<OpenedImport> {
  const found = await readHead(path);
  const encoding = choice.encoding ?? found.encoding;
  const { head, totalBytes } = found;
  const text = wholeLines(decodeWhole(head, encoding), head.length === totalBytes);

  if (/^\s*BEGIN:VCARD\s*$/im.test(text.slice(0, 4096))) {
    const sample: string[][] = [];
    for await (const row of vcardRows(decodeFile(path, encoding))) {
      sample.push(row.cells);
      if (sample.length === SAMPLE_CARDS) break;
    }
    return {
      format: 'vcard',
      encoding,
      delimiter: '',
      headers: vcardColumns,
      sample,
      totalBytes,
      rows: (signal) => vcardRows(decodeFile(path, encoding, signal), signal),
    };
  }

  const layout = await detectLayout(text, choice.delimiter);
  if (layout.sample.length === 0) throw new AppError('import-no-rows');
  return {
    format: 'csv',
    encoding,
    delimiter: layout.delimiter,
    headers: layout.headers,
    sample: layout.sample.map((row) => row.cells),
    totalBytes,
    rows: (signal) => dataRows(path, encoding, layout, signal),
  };
}
