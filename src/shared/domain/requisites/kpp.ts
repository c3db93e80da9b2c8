import { normalizeDigits, type PartyKind, type RequisiteIssue } from './issues';

/** What the reason digits of a КПП say about the registration. */
export type KppReason = 'head' | 'branch' | 'largest-taxpayer' | 'other';

/**
 * The remark on a КПП, or `null`. Four digits of the office, two signs of the reason (letters A–Z allowed), three
 * digits of the serial; there is no check digit. An entrepreneur has none: the field is printed empty.
 */
export function checkKpp(value: string, kind?: PartyKind): RequisiteIssue | null {
  const kpp = normalizeDigits(value);
  if (kpp === '') return null;
  if (kind !== undefined && kind !== 'company') return { code: 'kpp-not-for-entrepreneur', expected: '' };
  if (/^\d{8}$/.test(kpp)) return { code: 'kpp-lost-zero', expected: `0${kpp}` };
  if (!/^\d{4}[0-9A-Z]{2}\d{3}$/.test(kpp) || kpp.startsWith('00')) return { code: 'kpp-format' };
  return null;
}

/** Why the organisation is registered at this office; tells a branch from the head organisation. */
export function kppReason(value: string): KppReason | null {
  const kpp = normalizeDigits(value);
  if (kpp === '' || checkKpp(kpp) !== null) return null;
  const reason = kpp.slice(4, 6);
  if (reason === '01') return 'head';
  if (reason === '50') return 'largest-taxpayer';
  return ['02', '03', '04', '05', '31', '32', '43', '44', '45'].includes(reason) ? 'branch' : 'other';
}
