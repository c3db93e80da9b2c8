import { importDelimiters } from '@shared/import/contract';
import { CsvReader, type CsvRow } from './csv';

/** How the columns of a file are divided and where its header stands. */
export interface CsvLayout {
  readonly delimiter: string;
  /** 1-based physical line of the header; 0 when the file has none. Rows up to it are not data. */
  readonly headerLine: number;
  /** Column names, as many as the rows have columns; `''` for a nameless one, `#1`… when there is no header. */
  readonly headers: readonly string[];
  /** The first rows of data. */
  readonly sample: readonly CsvRow[];
}

/** Rows a delimiter is judged by, and the sample that is shown. */
const JUDGED_ROWS = 20;
const SAMPLE_ROWS = 20;
/** Preface lines that may stand above a header. */
const MAX_PREFACE = 30;

/** A first line `sep=;` is a private sign of Excel, not data. */
const SEP_LINE = /^sep=(.)(\r\n|\n|\r|$)/i;

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** Width without the empty columns a spreadsheet leaves at the end. */
function width(cells: readonly string[]): number {
  let last = cells.length;
  while (last > 0 && (cells[last - 1] ?? '').trim() === '') last -= 1;
  return last;
}

function maxCommon(counts: readonly number[]): { value: number; times: number } {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let best = { value: 0, times: 0 };
  for (const [value, n] of times) {
    if (n > best.times || (n === best.times && value < best.value)) best = { value, times: n };
  }
  return best;
}

async function readRows(text: string, delimiter: string, limit: number): Promise<CsvRow[]> {
  const reader = new CsvReader({ delimiter });
  try {
    const rows = [...(await reader.push(text)), ...(await reader.end())];
    return rows.slice(0, limit);
  } finally {
    reader.destroy();
  }
}

/** How well a delimiter divides the rows: the share of rows of one width, less when it is part of plain prose. */
function judge(rows: readonly CsvRow[], text: string, delimiter: string): number {
  const judged = rows.slice(-JUDGED_ROWS);
  const common = maxCommon(judged.map((row) => row.cells.length));
  if (common.value < 2) return 0;
  const all = text.split(delimiter).length - 1;
  const inProse = text.split(`${delimiter} `).length - 1;
  const prose = delimiter !== '\t' && all > 0 && inProse / all > 0.8 ? 0.4 : 0;
  return common.times / judged.length - prose + Math.min(common.value, 20) / 1000;
}

/** True for values that never name a column: an e-mail, or a long number such as a phone or an ИНН. */
function isValue(cell: string): boolean {
  const text = cell.trim();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) || /^\+?[\d\s()-]{9,}$/.test(text);
}

/** The first row with at least half of the usual cells: what stands above it is a title, not a header. */
function findHeader(rows: readonly CsvRow[]): number {
  const widths = rows.map((row) => width(row.cells)).filter((count) => count > 1);
  const needed = Math.ceil(maxCommon(widths).value / 2);
  const at = rows.slice(0, MAX_PREFACE).findIndex((row) => filled(row.cells) >= needed);
  return at < 0 ? 0 : at;
}

/** Number of columns: the header's, or more where most rows of a long enough sample agree on more. */
function countColumns(header: readonly string[] | null, data: readonly CsvRow[]): number {
  const common = maxCommon(data.map((row) => width(row.cells)));
  const trusted = header === null || (data.length >= 3 && common.times * 2 > data.length);
  return Math.max(header ? width(header) : 0, trusted ? common.value : 0, 1);
}

/**
 * Finds the delimiter, the header and the width of a table from the first part of its text.
 * @param head whole lines from the beginning of the file, decoded
 * @param forced the delimiter the user chose, if they did
 */
export async function detectLayout(head: string, forced?: string): Promise<CsvLayout> {
  const sep = SEP_LINE.exec(head);
  const text = sep ? head.slice(sep[0].length) : head;
  const skipped = sep ? 1 : 0;

  let delimiter = forced ?? sep?.[1];
  let rows: CsvRow[] = [];
  if (delimiter !== undefined) {
    rows = await readRows(text, delimiter, MAX_PREFACE + JUDGED_ROWS);
  } else {
    const start = text.slice(0, 64 * 1024);
    let best = 0.5;
    for (const candidate of importDelimiters) {
      const found = await readRows(start, candidate, MAX_PREFACE + JUDGED_ROWS);
      const score = judge(found, start, candidate);
      if (score > best + 0.0001) {
        best = score;
        delimiter = candidate;
      }
    }
    delimiter ??= text.includes(';') ? '\t' : ';';
    rows = await readRows(text, delimiter, MAX_PREFACE + JUDGED_ROWS);
  }

  const at = findHeader(rows);
  const header = rows[at];
  const hasHeader = header !== undefined && !header.cells.some(isValue);
  const data = rows.slice(hasHeader ? at + 1 : at);
  const columns = countColumns(hasHeader ? header.cells : null, data);
  const headers = Array.from({ length: columns }, (_, index) =>
    hasHeader ? (header.cells[index] ?? '').replace(/\s+/g, ' ').trim() : `#${index + 1}`,
  );
  const move = (row: CsvRow): CsvRow => ({ ...row, line: row.line + skipped });
  const lineBefore = at > 0 ? (rows[at - 1]?.line ?? 0) : 0;
  const headerLine = hasHeader ? header.line + skipped : lineBefore > 0 ? lineBefore + skipped : skipped;
  return { delimiter, headerLine, headers, sample: data.slice(0, SAMPLE_ROWS).map(move) };
}
