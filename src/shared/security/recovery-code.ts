/**
 * The recovery code as people write it down: seven groups of five signs of Crockford's base 32, such as
 * `7K2MQ-…`. The first four signs of a group carry 20 bits, the fifth is its check sign, so that a misread sign is
 * found in its group instead of refusing the whole code.
 */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupsCount = 7;
const dataSigns = 4;

/** Bytes of randomness a code carries: 140 bits, of which the last half byte is not used. */
export const recoveryCodeBytes = 18;

/** Letters that look like those of the alphabet: of Crockford's own rule, and Cyrillic ones read off paper. */
const duplicateCandidates: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: '0',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  З: '3',
}; // prettier-ignore

/** The Latin letter on the key of a Cyrillic one. */
const sameKey: Readonly<Record<string, string>> = {
  Й: 'Q',
  Ц: 'W',
  У: 'E',
  К: 'R',
  Е: 'T',
  Н: 'Y',
  Г: '0',
  Ш: '1',
  Щ: '0',
  З: 'P',
  Ф: 'A',
  Ы: 'S',
  В: 'D',
  А: 'F',
  П: 'G',
  Р: 'H',
  О: 'J',
  Л: 'K',
  Д: '1',
  Я: 'Z',
  Ч: 'X',
  С: 'C',
  М: 'V',
  И: 'B',
  Т: 'N',
  Ь: 'M',
}; // prettier-ignore

export type ParsedRecoveryCode =
  | { readonly ok: true; readonly code: string }
  /** `group`: the first group (from 1) whose check sign does not fit; 0 when the length is wrong. */
  | { readonly ok: false; readonly group: number };

/** Writes random bytes as a code. @param random at least {@link recoveryCodeBytes} bytes */
export function formatRecoveryCode(random: Uint8Array): string {
  const values: number[] = [];
  for (let bit = 0; values.length < groupsCount * dataSigns; bit += 5) {
    const at = bit >> 3;
    const word = ((random[at] ?? 0) << 8) | (random[at + 1] ?? 0);
    values.push((word >> (11 - (bit & 7))) & 31);
  }
  const groups: string[] = [];
  for (let group = 0; group < groupsCount; group += 1) {
    const data = values.slice(group * dataSigns, (group + 1) * dataSigns);
    groups.push([...data, checkOf(data, group)].map((value) => signs.charAt(value)).join(''));
  }
  return groups.join('-');
}

/**
 * Reads a code as typed: any case, any separators, O for 0, I and L for 1, Cyrillic letters that look the same or lie
 * on the same keys. Its canonical spelling is what keys are derived from.
 */
export function parseRecoveryCode(typed: string): ParsedRecoveryCode {
  const letters = [...typed.normalize('NFC').toUpperCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  const asRead = check(letters.map((sign) => duplicateCandidates[sign] ?? sign));
  if (asRead.ok) return asRead;
  const asKeys = check(letters.map((sign) => sameKey[sign] ?? duplicateCandidates[sign] ?? sign));
  return asKeys.ok ? asKeys : asRead;
}

function check(letters: readonly string[]): ParsedRecoveryCode {
  const size = dataSigns + 1;
  const values = letters.map((letter) => (letter.length === 1 ? signs.indexOf(letter) : -1));
  if (values.length !== groupsCount * size) return { ok: false, group: 0 };
  const groups: string[] = [];
  for (let group = 0; group < groupsCount; group += 1) {
    const part = values.slice(group * size, (group + 1) * size);
    if (part.includes(-1) || checkOf(part.slice(0, dataSigns), group) !== part[dataSigns]) {
      return { ok: false, group: group + 1 };
    }
    groups.push(part.map((value) => signs.charAt(value)).join(''));
  }
  return { ok: true, code: groups.join('-') };
}

/**
 * The check value over GF(32): each place has its own power of the generator, so that any single wrong sign and any
 * two exchanged ones are found; the group's number is added, so that exchanged groups are found too.
 */
function checkOf(data: readonly number[], group: number): number {
  let sum = group + 1;
  for (const value of data) sum = double(sum ^ value);
  return sum;
}

/** Multiplies by x modulo x^5 + x^2 + 1. */
function double(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? (shifted ^ 0b100101) & 31 : shifted;
}
