import type { IsoDate } from '../../lib/date-only';
import type { TaxSystem } from '../../organizations/schema';

/** What is wrong with the rates of a document by our tax system, by name of the rule. */
export type VatIssueCode =
  | 'vat-simplified'
  | 'vat-patent'
  | 'vat-self-employed'
  | 'vat-special-in-general'
  | 'vat-two-special'
  | 'vat-special-with-general'
  | 'vat-article-missing';

/** Rates of those on the simplified system who pay VAT without deductions; one of them for all they sell. */
const SPECIAL = ['5', '7'];
const GENERAL = ['22', '20', '10'];

/**
 * Remarks on the rates of a document. One who is no payer and prints VAT owes it all the same (НК РФ ст. 173 п. 5), ОСНО has no 5
 * and 7 %, who chose 5 or 7 % has that one alone, and «Без НДС» on ОСНО needs its article.
 * @param note where the article of the exemption is named
 */
export function taxIssues(
  taxSystem: TaxSystem,
  date: IsoDate,
  lines: readonly { readonly vatRate: string }[],
  note: string,
): VatIssueCode[] {
  const rates = new Set(lines.map(({ vatRate }) => vatRate));
  const has = (codes: readonly string[]) => codes.some((code) => rates.has(code));
  const issues: VatIssueCode[] = [];
  const taxed = [...rates].some((rate) => rate !== 'none');
  if (taxed && taxSystem === 'simplified') issues.push('vat-simplified');
  if (taxed && taxSystem === 'patent') issues.push('vat-patent');
  if (taxed && taxSystem === 'self-employed') issues.push('vat-self-employed');
  if (taxSystem === 'general' && has(SPECIAL)) issues.push('vat-special-in-general');
  if (SPECIAL.every((rate) => rates.has(rate))) issues.push('vat-two-special');
  if (taxSystem === 'simplified-vat' && has(SPECIAL) && has(GENERAL)) issues.push('vat-special-with-general');
  const exempt = rates.has('none') && date >= '2001-01-01';
  if (taxSystem === 'general' && exempt && !/(?<!\p{L})ст(?:\.|атья|атьи)\s*\d/u.test(note)) {
    issues.push('vat-article-missing');
  }
  return issues;
}
