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

/**
 * Drops what people and spreadsheets put between digits: spaces of every kind, dots, hyphens, a leading apostrophe.
 * Letters stay, so that a check can complain about them. Leading zeros stay: the value is always a string.
 */
export function normalizeDigits(value: string): string {
  return value
    .normalize('NFC')
    .replace(/[\s\u00a0\u2000-\u200f\u202f\u2060\ufeff.'’`_‐‑–—-]/gu, '')
    .toUpperCase();
}

/** The sum of digit × weight over the first `weights.length` digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
