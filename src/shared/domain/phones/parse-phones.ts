import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { phoneLabels } from '../../clients/schema';

type PhoneLabel = (typeof phoneLabels)[number];
type PhoneType = 'mobile' | 'landline' | 'toll-free' | 'other' | 'unknown';

/**
 * Why a number could not be understood, or `''`: `local` lacks the city's code, `damaged` was spoiled by a
 * spreadsheet (7.9E+10), `invalid` is no number we know.
 */
type PhoneIssue = '' | 'local' | 'damaged' | 'invalid';

/** One number of a text. `raw` is always kept as typed; `e164` is `''` when there is an issue. */
export interface ParsedPhone {
  readonly raw: string;
  readonly e164: string;
  /** Extension digits, or `''`. */
  readonly ext: string;
  readonly type: PhoneType;
  readonly label: PhoneLabel;
  /** What stood beside the number: «секретарь». */
  readonly comment: string;
  readonly issue: PhoneIssue;
}

export interface ParseOptions {
  /** The code of the client's city («495», «4152»), which makes local numbers whole. */
  readonly cityCode?: string;
}

const EXT_WORD = '(?:внутренний|внутр|вн|добавочный|доб|extension|ext|тональный|#)';
const EXT_AT_END = new RegExp(`[\\s,;(]*${EXT_WORD}\\.?\\s*[:=№]?\\s*(\\d{1,7})\\)?\\s*$`, 'iu');
const EXT_ANYWHERE = new RegExp(
  `[\\s,;(]*${EXT_WORD}\\.?\\s*[:=№]?\\s*(\\d{1,7})(?!\\d|[\\s-]\\d)\\)?`,
  'iu',
);
const EXT_IN_BRACKETS = /\s*\(\s*(\d{1,5})\s*\)\s*$/u;
/** A part that only continues the number before it. */
const EXT_ONLY = new RegExp(`^\\s*(?:${EXT_WORD}\\.?\\s*[:=№]?\\s*)?\\d{1,5}\\s*$`, 'iu');
const EXT_WORD_FIRST = new RegExp(`^\\s*${EXT_WORD}`, 'iu');
const TWO_IN_A_ROW = /(?:\+?7|8)[\s\-–()]*(?:\d[\s\-–()]*){10}(?!\d)/g;

/** A cell longer than this is not a list of phones. */
const MAX_TEXT = 2000;
/** What stands behind a whole number is about it: «до 18:00», «9:00-18:00», «(Анна)». */
const ADDITION = /\p{L}|(?<!\d)\d{1,2}:\d{2}|\(/u;
/** A number as a spreadsheet shows a long one: 7.9E+10, 7,91612E+10. Its last digits are gone. */
const SCIENTIFIC = /(?<![\d.,])\d[.,]\d+\s?E\s?[+-]?\d+/giu;
/** A whole number that a spreadsheet has given decimals: 79161234567.0 and 79161234567,00. */
const NEEDLESS_DECIMALS = /(?<![\d.,])(\d{10,15})[.,]0{1,3}(?!\d|[.,]\d)/g;

/**
 * Countries that people here write without the plus, by their codes and how many digits follow. Any other number of
 * twelve digits and more is rather one of ours with something behind it.
 */
const BARE_COUNTRIES =
  /^(?:37[015]\d{8,9}|37[2-4]\d{7,8}|380\d{9}|99[2-6]\d{8,9}|998\d{9}|90\d{10}|86\d{11}|971\d{8,9})$/;

/** Codes of Russian cities that begin with 8: ten digits that begin otherwise lack one behind the trunk 8. */
const CODES_FROM_8 = /^8(?:0\d|1[1-8]|2[01]|3[1-6]|4[1-8]|5[156]|6[1-79]|7[1-9])/;

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Stands for the comma of a number that is no border between two. */
const HELD_COMMA = '\u0001';

/** What a spreadsheet did to numbers, undone where nothing was lost. */
const undamaged = (text: string): string =>
  text.replace(NEEDLESS_DECIMALS, '$1').replace(SCIENTIFIC, (found) => found.replace(',', HELD_COMMA));

interface Part {
  readonly text: string;
  /** The sign before this part; `''` at the start. */
  readonly before: string;
}

/** Words about the number before them: «с 9 до 18», «звонить после обеда». */
const isAddition = (piece: string) => /\p{L}{2}/u.test(piece) && digitsOf(piece).length < 5;

/** Numbers of one cell. A comma before an extension does not divide. */
function splitParts(text: string): Part[] {
  const parts: Part[] = [];
  const pieces = text.split(/(\s+(?:и|или|and|or)\s+|[,;/|\r\n]+)/iu);
  for (let index = 0; index < pieces.length; index += 2) {
    const piece = pieces[index] ?? '';
    const before = (pieces[index - 1] ?? '').trim() || (index > 0 ? ' ' : '');
    const previous = parts.at(-1);
    const continues =
      previous !== undefined &&
      digitsOf(previous.text).length >= 7 &&
      (EXT_WORD_FIRST.test(piece) || (before === ',' && EXT_ONLY.test(piece)));
    if (continues) {
      const word = EXT_WORD_FIRST.test(piece) ? piece.trim() : `доб. ${piece.trim()}`;
      const [number, ext] = takeExtension(previous.text);
      // A second extension is the same number's: «доб. 12, 13».
      if (ext !== '') parts.push({ text: `${number} ${word}`, before });
      else parts[parts.length - 1] = { text: `${previous.text} ${word}`, before: previous.before };
    } else if (previous && isAddition(piece)) {
      parts[parts.length - 1] = { text: `${previous.text}, ${piece.trim()}`, before: previous.before };
    } else if (piece.trim() !== '') parts.push({ text: piece.trim(), before });
  }
  const whole = parts.map(({ text: held, before }) => ({ text: held.replaceAll(HELD_COMMA, ','), before }));
  return whole.flatMap((part) => {
    const row = digitsOf(part.text).length >= 20 ? (part.text.match(TWO_IN_A_ROW) ?? []) : [];
    return row.length > 1 ? row.map((text) => ({ text: text.trim(), before: part.before })) : [part];
  });
}

/** Takes the extension off: the rest of the text and the digits. */
function takeExtension(text: string): [rest: string, ext: string] {
  for (const pattern of [EXT_AT_END, EXT_ANYWHERE]) {
    const found = pattern.exec(text);
    if (found) return [text.replace(pattern, ' ').trim(), found[1] ?? ''];
  }
  const bracketed = EXT_IN_BRACKETS.exec(text);
  if (bracketed && digitsOf(text.slice(0, bracketed.index)).length >= 10)
    return [text.slice(0, bracketed.index), bracketed[1] ?? ''];
  return [text, ''];
}

/** Divides what stands behind a whole number from it: the number with what is before it, and the addition. */
function takeAddition(text: string): [rest: string, addition: string] {
  for (const found of text.matchAll(new RegExp(ADDITION, 'gu'))) {
    const before = text.slice(0, found.index);
    if (digitsOf(before).length < 10) continue;
    return [
      before,
      text
        .slice(found.index)
        .trim()
        .replace(/^\(([^()]*)\)$/u, '$1')
        .trim(),
    ];
  }
  return [text, ''];
}

/** A number in international form, `'local'` for one that lacks its city, or `null`. */
function toInternational(text: string, cityCode: string): string | 'local' | null {
  const digits = digitsOf(text);
  if (/^\s*\(?\s*\+/.test(text)) return `+${digits}`;
  if (digits.startsWith('810') && digits.length > 11) return `+${digits.slice(3)}`;
  if (digits.startsWith('00') && digits.length > 10) return `+${digits.slice(2)}`;
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  if (digits.length === 10 && /^[349]/.test(digits)) return `+7${digits}`;
  if (digits.length === 10 && CODES_FROM_8.test(digits) && !/^\D*8\D/.test(text)) return `+7${digits}`;
  if (BARE_COUNTRIES.test(digits)) return `+${digits}`;
  if (digits.length < 5 || digits.length > 7) return null;
  return cityCode.length + digits.length === 10 ? `+7${cityCode}${digits}` : 'local';
}

function typeOf(number: string): PhoneType | null {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return null;
  if (parsed.isValid()) {
    const type = parsed.getType();
    if (type === 'MOBILE') return 'mobile';
    if (type === 'FIXED_LINE') return 'landline';
    return type === 'TOLL_FREE' ? 'toll-free' : 'other';
  }
  // Ranges are opened more often than metadata is renewed: a whole Russian number is kept.
  if (/^\+79\d{9}$/.test(number)) return 'mobile';
  return /^\+7[348]\d{9}$/.test(number) ? 'landline' : null;
}

const LABELS: readonly (readonly [RegExp, PhoneLabel])[] = [
  [/моб|сот|cell|mob|whatsapp|telegram|viber/i, 'mobile'],
  [/факс|fax/i, 'fax'],
  [/дом|home/i, 'home'],
  [/раб|офис|work|office|прием|приём/i, 'work'],
];

function labelOf(comment: string, type: PhoneType): PhoneLabel {
  const said = LABELS.find(([pattern]) => pattern.test(comment))?.[1];
  if (said) return said;
  return type === 'mobile' ? 'mobile' : 'work';
}

function commentOf(text: string): string {
  return text
    .replace(/[+\d]|(?<=\d|^)[()\-–]|\(\s*\)/g, ' ')
    .replace(/(?:^|\s)(?:тел|телефон|т|tel|phone)\.?(?=[\s:]|$)/giu, ' ')
    .replace(/\s+[-–()]+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,:;()\-–]+|[\s,:;(\-–]+$/g, '')
    .trim();
}

function parseOne(raw: string, cityCode: string): ParsedPhone | null {
  const base = { raw, e164: '', ext: '', type: 'unknown', label: 'work', comment: '' } as const;
  if (/(?<![\d.,])\d(?:[.,]\d+)?\s?E\s?[+-]?\d+/i.test(raw)) return { ...base, issue: 'damaged' };
  const [whole, ext] = takeExtension(raw.replace(/^(?:tel|callto|sip):/i, ''));
  const [rest, addition] = takeAddition(whole);
  if (digitsOf(rest) === '') return null;
  const number = toInternational(rest, cityCode);
  const said = [commentOf(rest), addition].filter((text) => text !== '').join(', ');
  if (number === 'local')
    return { ...base, ext, comment: said, label: labelOf(said, 'unknown'), issue: 'local' };
  const type = number === null ? null : typeOf(number);
  if (number === null || type === null)
    return { ...base, ext, comment: said, label: labelOf(said, 'unknown'), issue: 'invalid' };
  return { raw, e164: number, ext, type, label: labelOf(said, type), comment: said, issue: '' };
}

/** «123-45-67/68»: the number before with its last digits replaced. */
function sibling(previous: ParsedPhone, part: Part): ParsedPhone | null {
  const tail = part.text.trim();
  if (part.before !== '/' || previous.issue !== '' || !/^\d{1,4}$/.test(tail)) return null;
  const e164 = previous.e164.slice(0, -tail.length) + tail;
  return { ...previous, raw: `${previous.raw}/${tail}`, e164, ext: '', comment: '' };
}

/** The code of the city that the number before was written with, for a local one that follows: 940-00-01, 940-00-02. */
function codeBefore(previous: ParsedPhone | undefined, part: Part, cityCode: string): string {
  const digits = digitsOf(takeExtension(part.text)[0]).length;
  if (!previous || previous.type === 'mobile' || !/^\+7[348]\d{9}$/.test(previous.e164)) return cityCode;
  return digits >= 5 && digits <= 7 ? previous.e164.slice(2, 12 - digits) : cityCode;
}

/**
 * All numbers of a cell or a field: several by comma, semicolon, slash, line or «и»; 8 and bare ten digits become
 * +7, 8-10 is the way abroad; «вн. 12», «доб. 12», `#12`, `(12)`, `;ext=12` are extensions. What cannot be
 * understood is kept as `raw` with an issue, never made into another number; what stands beside a number is its comment.
 * The same number twice is given once.
 */
export function parsePhones(text: string, options: ParseOptions = {}): ParsedPhone[] {
  const cityCode = digitsOf(options.cityCode ?? '').replace(/^[78](?=\d{3,5}$)(?=[348])/, '');
  const found: ParsedPhone[] = [];
  for (const part of splitParts(undamaged(text.slice(0, MAX_TEXT).normalize('NFKC')))) {
    const previous = found.at(-1);
    const phone =
      (previous && sibling(previous, part)) ?? parseOne(part.text, codeBefore(previous, part, cityCode));
    const known = found.some(
      (one) => phone?.e164 !== '' && one.e164 === phone?.e164 && one.ext === phone.ext,
    );
    if (phone && !known) found.push(phone);
  }
  return found;
}
