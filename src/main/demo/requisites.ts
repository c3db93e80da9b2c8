import { clientAccountKeyMatches } from '@shared/domain/requisites/bank';
import type { Random } from './random';

/** The rest of a weighted sum by 11, then by 10: the check digits of an ИНН. */
function innDigit(digits: string, weights: readonly number[]): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return String((sum % 11) % 10);
}

/** A valid ИНН of a company (10 digits) of a tax region. */
export function companyInn(random: Random, region: string): string {
  const body = region + String(random.int(1, 50)).padStart(2, '0') + random.digits(5);
  return body + innDigit(body, [2, 4, 10, 3, 5, 9, 4, 6, 8]);
}

/** A valid ИНН of a person or an entrepreneur (12 digits). */
export function personInn(random: Random, region: string): string {
  const body = region + String(random.int(1, 50)).padStart(2, '0') + random.digits(6);
  const first = body + innDigit(body, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
  return first + innDigit(first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
}

/** КПП by the place of the company: the office of its ИНН, reason 01. */
export const kppOf = (inn: string): string => `${inn.slice(0, 4)}01001`;

/** A valid ОГРН (13 digits) of a company registered in a year. */
export function companyOgrn(random: Random, region: string, year: number): string {
  const body = `1${String(year % 100).padStart(2, '0')}${region}${random.digits(7)}`;
  return body + String((Number(body) % 11) % 10);
}

/** A valid ОГРНИП (15 digits) of an entrepreneur registered in a year. */
export function personOgrn(random: Random, region: string, year: number): string {
  const body = `3${String(year % 100).padStart(2, '0')}${region}${random.digits(9)}`;
  return body + String((Number(body) % 13) % 10);
}

/** A valid rouble account in a bank: 40702 for companies, 40802 for entrepreneurs, 40817 for persons. */
export function account(random: Random, kind: 'company' | 'entrepreneur' | 'person', bik: string): string {
  const start = { company: '40702', entrepreneur: '40802', person: '40817' }[kind];
  const rest = random.digits(11);
  for (let key = 0; key < 10; key += 1) {
    const whole = `${start}810${key}${rest}`;
    if (clientAccountKeyMatches(whole, bik)) return whole;
  }
  throw new Error(`no key fits the account ${start} in ${bik}`);
}
