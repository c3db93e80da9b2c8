import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type DialablePhone, formatWith } from './format-phone';

export * from './format-phone';
export * from './parse-phones';
export * from './polite-hours';
export * from './time-zones';

/** `+7 495 123-45-67 доб. 12`; the raw text when the number was not understood. `extWord` is the language's own. */
export function formatPhone(phone: DialablePhone, extWord = 'доб.'): string {
  return formatWith(
    phone,
    extWord,
    (e164) => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164,
  );
}

/** The last ten digits: one key for 8…, +7… and bare numbers. Shorter numbers are their digits. */
export function phoneKey(number: string): string {
  return number.replace(/\D/g, '').slice(-10);
}

/**
 * The digits to look for when someone types a number or its beginning: without +7 or the trunk 8, ten at most, to
 * be found anywhere in {@link phoneKey}. `''` when there are letters or fewer than three digits.
 */
export function searchDigits(text: string): string {
  if (/\p{L}/u.test(text)) return '';
  const digits = text.replace(/\D/g, '');
  if (digits.length < 3) return '';
  const trunk = text.trim().startsWith('+7') || (digits.length !== 10 && /^[78][3489]/.test(digits));
  return (trunk ? digits.slice(1) : digits).slice(-10);
}

export type DialScheme = 'tel' | 'sip' | 'callto';

/**
 * The link a softphone opens: `tel:+74951234567;ext=12` (RFC 3966) or `sip:+74951234567@host`. A number that was
 * not understood is dialled by its digits. `null` without digits, or for `sip` without a proper host.
 */
export function dialUri(phone: DialablePhone, scheme: DialScheme, sipHost = ''): string | null {
  const number = phone.e164 || phone.raw.replace(/(?!^\+)\D/g, '');
  if (!/\d/.test(number)) return null;
  if (scheme === 'callto') return `callto:${number}`;
  if (scheme === 'tel') return phone.ext === '' ? `tel:${number}` : `tel:${number};ext=${phone.ext}`;
  return /^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?$/i.test(sipHost) ? `sip:${number}@${sipHost}` : null;
}
