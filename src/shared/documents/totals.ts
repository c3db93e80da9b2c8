import { type DocumentTotals, documentTotals, isVatCode } from '../domain/vat/vat';
import { MAX_KOPECKS } from '../lib/money';
import { checkQuantity, multiply, type QuantityIssueCode } from '../lib/quantity';
import type { DocumentContent, DocumentLine } from './schema';

export type LineIssueCode =
  | 'line-name'
  | QuantityIssueCode
  | 'line-price'
  | 'line-discount'
  | 'line-vat'
  | 'line-too-large';

/** A line nobody has written anything into: it is neither counted nor printed. */
export function isBlankLine(line: Pick<DocumentLine, 'name' | 'article' | 'price' | 'discount'>): boolean {
  return line.name.trim() === '' && line.article.trim() === '' && line.price === 0 && line.discount === 0;
}

/** Price × quantity in kopecks, or null when it is malformed or beyond exact numbers. */
function fullAmount(line: DocumentLine): number | null {
  try {
    const amount = multiply(line.price, line.quantity);
    return Math.abs(amount) <= MAX_KOPECKS ? amount : null;
  } catch {
    return null;
  }
}

/** What keeps a line from being printed, or null. A blank line has no remark. */
export function checkLine(line: DocumentLine): LineIssueCode | null {
  if (isBlankLine(line)) return null;
  const quantity = checkQuantity(line.quantity);
  if (quantity) return quantity.code;
  if (line.price < 0) return 'line-price';
  if (!isVatCode(line.vatRate)) return 'line-vat';
  const full = fullAmount(line);
  if (full === null) return 'line-too-large';
  if (line.discount < 0 || line.discount > full) return 'line-discount';
  return line.name.trim() === '' ? 'line-name' : null;
}

/** The lines that are printed. */
export function filledLines(content: Pick<DocumentContent, 'lines'>): DocumentLine[] {
  return content.lines.filter((line) => !isBlankLine(line));
}

/** Totals of these lines, or null when the sum is beyond exact numbers. Lines must have passed {@link checkLine}. */
export function totalsOf(lines: readonly DocumentLine[], pricesIncludeVat: boolean): DocumentTotals | null {
  try {
    const totals = documentTotals(lines, { pricesIncludeVat });
    return totals.total <= MAX_KOPECKS ? totals : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What a draft comes to, in kopecks, counting the lines that are right so far; 0 when they come to too much. */
export function draftTotal(content: Pick<DocumentContent, 'lines' | 'pricesIncludeVat'>): number {
  const countable = filledLines(content).filter((line) => {
    const issue = checkLine(line);
    return issue === null || issue === 'line-name';
  });
  return totalsOf(countable, content.pricesIncludeVat)?.total ?? 0;
}
