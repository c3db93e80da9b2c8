import { Type } from 'typebox';
import { longestCallSec } from '../calls/check';
import { formatDuration, parseDuration } from '../calls/duration';
import { MAX_KOPECKS, moneyToDecimal, parseMoney } from '../lib/money';
import { Decimal } from '../lib/schema';
import { type Field, type FieldType, type Parsed, parsed, unreadable } from './field';
import { fieldTraits } from './traits';

interface Whole {
  readonly type: 'integer' | 'percent' | 'money' | 'duration';
  readonly least: number;
  readonly most: number;
  readonly read: (text: string) => number | null;
  readonly write: (value: number) => string;
}

/** A type kept as a whole number between bounds, its own or the field's. */
function whole({ type, least, most, read, write }: Whole): FieldType<number> {
  const bounds = ({ minimum = least, maximum = most }: Field<number>) => ({ minimum, maximum });
  return {
    ...fieldTraits[type],
    schema: (field) => Type.Integer(bounds(field)),
    parse: (text, field) => {
      if (text.trim() === '') return parsed(field.empty);
      const value = read(text);
      const { minimum, maximum } = bounds(field);
      return value !== null && value >= minimum && value <= maximum ? parsed(value) : unreadable;
    },
    format: (value) => write(value),
  };
}

/** A number as spreadsheets and people write it, with a dot and without spaces; null for what is none. */
function plainNumber(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s'’]/g, '')
    .replace(/^[−–]/, '-')
    .replace(',', '.');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? plain.replace(/^\+/, '') : null;
}

function wholeNumber(text: string): number | null {
  const plain = plainNumber(text)?.replace(/\.0+$/, '');
  const value = plain === undefined || plain.includes('.') ? Number.NaN : Number(plain);
  return Number.isSafeInteger(value) ? value + 0 : null;
}

export const integer = whole({
  type: 'integer',
  least: Number.MIN_SAFE_INTEGER,
  most: Number.MAX_SAFE_INTEGER,
  read: wholeNumber,
  write: String,
});

export const percent = whole({
  type: 'percent',
  least: 0,
  most: 100,
  read: (text) => wholeNumber(text.replace(/\s*%\s*$/, '')),
  write: String,
});

export const money = whole({
  type: 'money',
  least: -MAX_KOPECKS,
  most: MAX_KOPECKS,
  read: parseMoney,
  write: moneyToDecimal,
});

export const duration = whole({
  type: 'duration',
  least: 0,
  most: longestCallSec,
  read: parseDuration,
  write: formatDuration,
});

/** Kept as text, so that no digit is lost. */
export const decimal: FieldType<string> = {
  ...fieldTraits.decimal,
  schema: () => Decimal,
  parse: (text, field): Parsed<string> => {
    if (text.trim() === '') return parsed(field.empty);
    if (text.length <= 24 && /^-?\d+(\.\d{1,6})?$/.test(text)) return parsed(text);
    const [, sign = '', digits = '', fraction = ''] =
      /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(plainNumber(text) ?? '') ?? [];
    const value = `${sign}${digits}${fraction && `.${fraction}`}`;
    return digits !== '' && fraction.length <= 6 && value.length <= 24 ? parsed(value) : unreadable;
  },
  format: (value) => value,
};
