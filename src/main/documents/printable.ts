import type { DocumentSnapshot } from '@shared/documents/snapshot';

/** Tells whether a font has a glyph for a code point. */
export type Coverage = (codePoint: number) => boolean;

/** Controls other than the line feed, halves of pairs, unassigned code points: XML and PDF refuse them. */
const BROKEN = /[^\P{Cc}\n]|\p{Cs}|\p{Cn}/gu;
/** Direction marks, zero-width joiners, soft hyphens: nobody sees them and they turn a requisite around. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\p{Zl}|\p{Zp}/gu;
const PICTURES = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20e3/u;

/** Text that any program can open: composed letters, no controls, no invisible marks. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(BROKEN, '')
    .replace(INVISIBLE, '')
    .normalize('NFC');
}

/**
 * The same text within a font: a picture disappears, another letter the font lacks becomes «?», so that a missing
 * glyph is seen rather than printed as an empty box or, worse, nothing.
 */
export function withinFont(text: string, has: Coverage): string {
  let done = '';
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '\n' || has(code)) {
      done += letter;
      continue;
    }
    // The rouble sign is young: fonts that lack it get the word.
    const plain = letter === '₽' ? 'руб.' : letter.normalize('NFKC');
    if (plain !== letter && [...plain].every((part) => has(part.codePointAt(0) ?? 0))) done += plain;
    else if (!PICTURES.test(letter) && !/\p{M}/u.test(letter)) done += /\s/u.test(letter) ? ' ' : '?';
  }
  return done.replace(/ {2,}/gu, ' ');
}

/** A word longer than this gets places to break at; no name, address or link on a real paper is. */
const LONG_WORD = /\S{80,}/gu;
const BREAK = '\u200b';

/**
 * Put invisible places to break into absurdly long words: the PDF library measures a word again for every line it
 * takes, so that ten thousand letters without a space would hold the thread for a minute.
 */
export function breakable(text: string): string {
  return text.replace(LONG_WORD, (word) => word.replace(/.{16}/gu, `$&${BREAK}`));
}

/** A copy of the snapshot with every text passed through `change`. */
export function mapTexts<T extends DocumentSnapshot>(snapshot: T, change: (text: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    }
    return value;
  };
  return walk(snapshot) as T;
}
