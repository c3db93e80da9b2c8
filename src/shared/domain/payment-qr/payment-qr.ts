/** Encodings of the standard we write. `windows-1251` is for old terminals. */
export type QrEncoding = 'utf-8' | 'windows-1251';

/**
 * Requisites of a payment by ГОСТ Р 56042-2014, under the standard's own keys. `Sum` is in kopecks, `DocDate` is
 * ДД.ММ.ГГГГ; absent and empty additional requisites are left out.
 */
export interface PaymentQrFields {
  readonly Name: string;
  readonly PersonalAcc: string;
  readonly BankName: string;
  readonly BIC: string;
  /** Empty for a bank without one: it is then written as 0. */
  readonly CorrespAcc: string;
  readonly Sum?: number;
  readonly Purpose?: string;
  readonly PayeeINN?: string;
  readonly PayerINN?: string;
  readonly KPP?: string;
  readonly CBC?: string;
  readonly OKTMO?: string;
  readonly DocNo?: string;
  readonly DocDate?: string;
  readonly Contract?: string;
}

export type PaymentQrIssueCode =
  | 'qr-name'
  | 'qr-account'
  | 'qr-bank-name'
  | 'qr-bik'
  | 'qr-corr-account'
  | 'qr-sum';

const SEPARATOR = '|';
/** The longest purpose a payment order takes, in characters. */
export const MAX_PURPOSE = 210;
/** Keys in the order they are written, with the longest value in characters. The first five are mandatory. */
const KEYS = [
  ['Name', 160],
  ['PersonalAcc', 20],
  ['BankName', 45],
  ['BIC', 9],
  ['CorrespAcc', 20],
  ['Sum', 18],
  ['Purpose', MAX_PURPOSE],
  ['PayeeINN', 12],
  ['PayerINN', 12],
  ['KPP', 9],
  ['CBC', 20],
  ['OKTMO', 11],
  ['DocNo', 15],
  ['DocDate', 10],
  ['Contract', 100],
] as const satisfies readonly (readonly [keyof PaymentQrFields, number])[];

/** What a code cannot be made without; empty when all is there. */
export function checkPaymentQr(fields: PaymentQrFields): PaymentQrIssueCode[] {
  const { Name, PersonalAcc, BankName, BIC, CorrespAcc, Sum } = fields;
  const rules: [boolean, PaymentQrIssueCode][] = [
    [Name.trim() !== '', 'qr-name'],
    [/^\d{20}$/.test(PersonalAcc), 'qr-account'],
    [BankName.trim() !== '', 'qr-bank-name'],
    [/^\d{9}$/.test(BIC), 'qr-bik'],
    [/^(\d{20})?$/.test(CorrespAcc), 'qr-corr-account'],
    [Sum === undefined || (Number.isSafeInteger(Sum) && Sum > 0), 'qr-sum'],
  ];
  return rules.flatMap(([right, code]) => (right ? [] : [code]));
}

/** One line, without the separator and without the rouble sign (windows-1251 has none), cut by characters. */
function clean(value: string, length: number): string {
  const text = value
    .normalize('NFC')
    .replace(/₽/g, 'руб.')
    .replace(/[\p{Cc}|]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return [...text].length <= length ? text : cutByWords(text, length);
}

/**
 * A text of at most so many characters, cut between words and never inside a figure («22 000,00» is one), without a comma or
 * a hyphen left at its end. A single longer word is cut where it must be.
 */
export function cutByWords(text: string, length: number): string {
  const signs = [...text];
  if (signs.length <= length) return text;
  const head = signs.slice(0, length).join('');
  const rest = signs.slice(length).join('');
  const isWhole = /^[^\p{L}\p{N}]/u.test(rest) && !(/\d$/u.test(head) && /^[\s\u00a0.,]\d/u.test(rest));
  // The place between two words, where neither side belongs to one figure.
  const whole = [...`${head}${signs[length] ?? ''}`.matchAll(/[\s\u00a0](?=\S)/gu)]
    .map(({ index }) => index)
    .filter((at) => at <= head.length && !(/\d$/u.test(text.slice(0, at)) && /^\d/u.test(text.slice(at + 1))))
    .at(-1);
  const at = !isWhole && whole !== undefined && whole > length / 2 ? whole : head.length;
  return head.slice(0, at).replace(/[\s\u00a0,;:.–—-]+$/u, '');
}

/**
 * The text of a payment QR: `ST0001`, the encoding's number, the separator, then `Key=Value` in the standard's
 * order, values cut to its lengths. Throws a RangeError when {@link checkPaymentQr} has remarks.
 */
export function paymentQrText(fields: PaymentQrFields, encoding: QrEncoding = 'utf-8'): string {
  const issues = checkPaymentQr(fields);
  if (issues.length > 0) throw new RangeError(`no payment code: ${issues.join(', ')}`);
  const values = KEYS.flatMap(([key, length]) => {
    const value = clean(String(fields[key] ?? ''), length) || (key === 'CorrespAcc' ? '0' : '');
    return value === '' ? [] : [`${key}=${value}`];
  });
  return [`ST0001${encoding === 'utf-8' ? 2 : 1}`, ...values].join(SEPARATOR);
}

/** The upper half of windows-1251 from 0x80 to 0xBF; from 0xC0 on it is А–я in order. 0x98 is not assigned. */
const UPPER_1251 = 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї';
const FIRST_LETTER = 'А'.charCodeAt(0);

function byte1251(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code;
  if (code >= FIRST_LETTER && code < FIRST_LETTER + 64) return 0xc0 + code - FIRST_LETTER;
  const index = UPPER_1251.indexOf(character);
  return index >= 0 ? 0x80 + index : '?'.charCodeAt(0);
}

/** The bytes to put into the QR in byte mode. The encoding must be the one the text was made for. */
export function encodePaymentQr(text: string, encoding: QrEncoding = 'utf-8'): Uint8Array {
  return encoding === 'utf-8' ? new TextEncoder().encode(text) : Uint8Array.from([...text], byte1251);
}
