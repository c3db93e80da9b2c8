import { formatMoney, parseMoney } from '../lib/money';
import { parseQuantity } from '../lib/quantity';
import type { DocumentContent, DocumentLine } from './schema';
import { checkLine, isBlankLine, type LineIssueCode } from './totals';

/** A line as it stands in the form: what was typed, right or wrong. */
export interface LineTexts {
  readonly id: string;
  readonly article: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly price: string;
  readonly discount: string;
  readonly vatRate: string;
}

/** A draft as it stands in the form. */
export interface DraftTexts {
  readonly content: Omit<DocumentContent, 'lines'>;
  readonly lines: readonly LineTexts[];
}

export type LineTextIssueCode = 'price-format' | 'discount-format';
export type LineField = 'name' | 'quantity' | 'price' | 'discount' | 'vatRate';

/** The remark on a line as typed, and the field it stands in. */
export interface LineRemark {
  readonly field: LineField;
  readonly code: LineIssueCode | LineTextIssueCode;
}

const money = (kopecks: number) => (kopecks === 0 ? '' : formatMoney(kopecks, { currency: '' }));
const storable = /^-?\d{1,16}(\.\d{1,6})?$/;

/** A stored line as the form shows it. */
export function lineTexts(line: DocumentLine): LineTexts {
  return {
    ...line,
    quantity: line.quantity.replace('.', ','),
    price: money(line.price),
    discount: money(line.discount),
  };
}

/** What a draft's record says, as the form shows it. */
export function draftTexts({ lines, ...content }: DocumentContent): DraftTexts {
  return { content, lines: lines.map(lineTexts) };
}

/** A quantity kept as typed as far as the record can hold it, so that a wrong one is not lost. */
function quantityOf(text: string): string {
  const parsed = parseQuantity(text);
  if (parsed.ok) return parsed.value;
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  return storable.test(plain) ? plain : '0';
}

/** The line of what was typed; what is no number counts as 0 and is told by {@link remarkOn}. */
export function lineOf(texts: LineTexts): DocumentLine {
  return {
    id: texts.id,
    article: texts.article,
    name: texts.name,
    unit: texts.unit,
    vatRate: texts.vatRate,
    quantity: quantityOf(texts.quantity),
    price: texts.price.trim() === '' ? 0 : (parseMoney(texts.price) ?? 0),
    discount: texts.discount.trim() === '' ? 0 : (parseMoney(texts.discount) ?? 0),
  };
}

const fieldOf = (code: LineIssueCode): LineField => {
  if (code === 'line-name') return 'name';
  if (code === 'line-price' || code === 'line-too-large') return 'price';
  if (code === 'line-discount') return 'discount';
  return code === 'line-vat' ? 'vatRate' : 'quantity';
};

/** The first thing wrong with a line as typed, or null. */
export function remarkOn(texts: LineTexts): LineRemark | null {
  const isMoney = (text: string) => text.trim() === '' || parseMoney(text) !== null;
  if (!isMoney(texts.price)) return { field: 'price', code: 'price-format' };
  if (!isMoney(texts.discount)) return { field: 'discount', code: 'discount-format' };
  const line = lineOf(texts);
  if (isBlankLine(line)) return null;
  const quantity = parseQuantity(texts.quantity);
  if (!quantity.ok) return { field: 'quantity', code: quantity.code };
  const code = checkLine(line);
  return code === null ? null : { field: fieldOf(code), code };
}

/** What the record keeps of a form: blank lines are left out. */
export function contentOf({ content, lines }: DraftTexts): DocumentContent {
  return { ...content, lines: lines.map(lineOf).filter((line) => !isBlankLine(line)) };
}

/** Whether the record can say everything the form shows; else the form keeps its own copy. */
export function isWhole(texts: DraftTexts): boolean {
  return texts.lines.every((line) => remarkOn(line) === null || remarkOn(line)?.code === 'line-name');
}
