import { normalizeDigits, type PartyKind, type RequisiteIssue } from './issues';

/** True for a complete ОГРН (13 digits) or ОГРНИП (15 digits) with the right check digit. */
export function isValidOgrn(value: string): boolean {
  return value.trim() !== '' && checkOgrn(value) === null;
}

/** The remark on an ОГРН or ОГРНИП, or `null`. The last digit is the rest by 11 (13 by ОГРНИП), its last digit. */
export function checkOgrn(value: string, kind?: PartyKind): RequisiteIssue | null {
  const ogrn = normalizeDigits(value);
  if (ogrn === '') return null;
  if (!/^\d+$/.test(ogrn)) return { code: 'ogrn-digits' };
  if (ogrn.length !== 13 && ogrn.length !== 15) return { code: 'ogrn-length', length: ogrn.length };
  if (kind === 'company' && ogrn.length !== 13) return { code: 'ogrn-length-company', length: ogrn.length };
  if (kind === 'entrepreneur' && ogrn.length !== 15)
    return { code: 'ogrn-length-entrepreneur', length: ogrn.length };
  if (ogrn.startsWith('0')) return { code: 'ogrn-zero' };
  const divisor = ogrn.length === 13 ? 11n : 13n;
  const key = (BigInt(ogrn.slice(0, -1)) % divisor) % 10n;
  return key === BigInt(ogrn.slice(-1)) ? null : { code: 'ogrn-checksum' };
}
