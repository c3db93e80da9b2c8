import { normalizeDigits, type PartyKind, type RequisiteIssue, weightedSum } from './issues';

const COMPANY_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const PERSON_FIRST_WEIGHTS = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const PERSON_SECOND_WEIGHTS = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;

function digitsMatch(inn: string): boolean {
  const key = (weights: readonly number[]) => (weightedSum(inn, weights) % 11) % 10;
  if (inn.length === 10) return key(COMPANY_WEIGHTS) === Number(inn[9]);
  return key(PERSON_FIRST_WEIGHTS) === Number(inn[10]) && key(PERSON_SECOND_WEIGHTS) === Number(inn[11]);
}

/** True for a complete ИНН of 10 or 12 digits with right check digits and a region other than 00. */
export function isValidInn(value: string): boolean {
  return value.trim() !== '' && checkInn(value) === null;
}

/**
 * The remark on an ИНН, or `null` when there is none (an empty value has none).
 * 10 digits belong to a company, 12 to a person or an entrepreneur; 9 or 11 are what a spreadsheet leaves of one
 * that began with zero. The check passes 1.6 % of single wrong digits: that is the nature of mod 11, mod 10.
 */
export function checkInn(value: string, kind?: PartyKind): RequisiteIssue | null {
  const inn = normalizeDigits(value);
  if (inn === '') return null;
  if (!/^\d+$/.test(inn)) return { code: 'inn-digits' };
  const padded = `0${inn}`;
  if (inn.length === 9 || (inn.length === 11 && digitsMatch(padded)))
    return { code: 'inn-lost-zero', expected: padded };
  if (inn.length !== 10 && inn.length !== 12) return { code: 'inn-length', length: inn.length };
  if (kind === 'company' && inn.length !== 10) return { code: 'inn-length-company', length: inn.length };
  if (kind !== undefined && kind !== 'company' && inn.length !== 12)
    return { code: 'inn-length-person', length: inn.length };
  if (inn.startsWith('00')) return { code: 'inn-zero' };
  return digitsMatch(inn) ? null : { code: 'inn-checksum' };
}

/** The two digits of the tax office's region, `null` when the value is not an ИНН. 99 is interregional. */
export function innRegion(value: string): string | null {
  const inn = normalizeDigits(value);
  return isValidInn(inn) ? inn.slice(0, 2) : null;
}
