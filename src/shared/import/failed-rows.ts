/** A row that did not get in, as it was read, with the reason as a sentence. */
export interface FailedRow {
  readonly cells: readonly string[];
  readonly reason: string;
}

/** A value a spreadsheet would take for a formula. Plain signed numbers and phones are none. */
const FORMULA = /^[=+\-@\t\r]/;
const HARMLESS = /^[+-]?[\d\s().,-]+$/;

/**
 * One cell of CSV for a spreadsheet: quoted where needed, and with an apostrophe before what would be run as a formula
 * (OWASP «CSV injection»). Our own reading takes the apostrophe off again.
 */
export function csvCell(value: string): string {
  const safe = FORMULA.test(value) && !HARMLESS.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(';')}\r\n`;

/**
 * The beginning of a file of failed rows: BOM and header. The file is UTF-8 with `;` and CRLF, as Russian Excel opens it.
 * @param reasonTitle header of the last column: «Причина»
 */
export function failedRowsHead(headers: readonly string[], reasonTitle: string): string {
  return `\ufeff${csvLine([...headers, reasonTitle])}`;
}

/** One failed row. The reason stands in its own column; cells beyond the headers come behind it. */
export function failedRowLine(row: FailedRow, columns: number): string {
  const own = Array.from({ length: columns }, (_, index) => row.cells[index] ?? '');
  return csvLine([...own, row.reason, ...row.cells.slice(columns)]);
}

/** A whole file of failed rows, for lists that fit in memory. */
export function failedRowsCsv(
  headers: readonly string[],
  rows: Iterable<FailedRow>,
  reasonTitle: string,
): string {
  let text = failedRowsHead(headers, reasonTitle);
  for (const row of rows) text += failedRowLine(row, headers.length);
  return text;
}
