/** Marks that turn the direction of text or join nothing: they disguise names and break comparison. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
/** A zero-width joiner is part of composed emoji and of nothing else here. */
const LONE_JOINER = /\u200d(?!\p{Extended_Pictographic})/gu;
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;

/** What cleaning found: `cleaned` tells that signs which cannot be seen were taken out. */
export interface CleanText {
  readonly text: string;
  readonly cleaned: boolean;
}

function strip(input: string): CleanText {
  const text = input
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(LONE_JOINER, '');
  return { text: text.normalize('NFC'), cleaned: text.length !== input.length };
}

/** Undoes what spreadsheets and our own export put around a text: `="007"`, `'+7…`. */
function unwrap(text: string): string {
  return text.replace(/^="(.*)"$/s, '$1').replace(/^'(?=[=+\-@])/, '');
}

/** One line: spaces of every kind become one, line breaks too. Emoji and markup stay: they are text. */
export function cleanLine(input: string): CleanText {
  const { text, cleaned } = strip(unwrap(input.trim()));
  return { text: text.replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, ' ').trim(), cleaned };
}

/** Several lines: breaks stay, at most one empty line in a row. */
export function cleanLines(input: string): CleanText {
  const { text, cleaned } = strip(unwrap(input.trim()));
  const lines = text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000 ]+/g, ' ').trim());
  return {
    text: lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    cleaned,
  };
}

/** The beginning of a text, at most `length` units long, never half of a character. */
export function cutText(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
