/** What is being described: decides which lengths and accounts are expected. */
export type PartyKind = 'company' | 'entrepreneur' | 'person';

/** Every remark a requisite can get. All are warnings: none of them may block the saving of a draft. */
export type RequisiteIssueCode =
  | 'inn-digits'
  | 'inn-length'
  | 'inn-length-company'
  | 'inn-length-person'
  | 'inn-lost-zero'
  | 'inn-zero'
  | 'inn-checksum'
  | 'kpp-format'
  | 'kpp-lost-zero'
  | 'kpp-not-for-entrepreneur'
  | 'ogrn-digits'
  | 'ogrn-length'
  | 'ogrn-length-company'
  | 'ogrn-length-entrepreneur'
  | 'ogrn-zero'
  | 'ogrn-checksum'
  | 'bik-format'
  | 'bik-lost-zero'
  | 'account-format'
  | 'account-key'
  | 'account-is-corr'
  | 'account-treasury-bik'
  | 'account-for-company'
  | 'account-for-entrepreneur'
  | 'account-for-person'
  | 'corr-format'
  | 'corr-key'
  | 'corr-bik-mismatch'
  | 'corr-is-account';

/** One remark: its code and what helps to word it. `expected` is the value we would put there, if we know it. */
export interface RequisiteIssue {
  readonly code: RequisiteIssueCode;
  readonly expected?: string;
  readonly length?: number;
}

/** Shorter numbers with zeros behind a point may be anything; no requisite and no postal code is shorter. */
const DECIMALS = /^([\s'’`]*\d(?:[\s\u00a0\u202f]*\d){5,})[.,]0{1,3}\s*$/u;
/** «7,707,083,893.00»: a number as an English spreadsheet shows it. */
const THOUSANDS = /^([\s'’`]*\d{1,3}(?:,\d{3}){2,})(?:\.0{1,3})?\s*$/u;

/** A number of six digits or more without what a spreadsheet added to it: «7707083893.0», «7707083893,00». */
export function withoutDecimals(value: string): string {
  const thousands = THOUSANDS.exec(value)?.[1];
  return thousands?.replaceAll(',', '') ?? DECIMALS.exec(value)?.[1] ?? value;
}

/**
 * Drops what people and spreadsheets put between digits: spaces of every kind, dots, hyphens, a leading apostrophe;
 * and needless decimals. Letters stay, so that a check can complain about them. Leading zeros stay: the value is
 * always a string.
 */
export function normalizeDigits(value: string): string {
  return withoutDecimals(value.normalize('NFC'))
    .replace(/[\s\u00a0\u2000-\u200f\u202f\u2060\ufeff.'’`_‐‑–—-]/gu, '')
    .toUpperCase();
}

/** The sum of digit × weight over the first `weights.length` digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
