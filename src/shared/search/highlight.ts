import type { Highlight } from './contract';
import { fold } from './fold';

type Span = readonly [from: number, to: number];

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}'’‘`ʼ′]*/gu;

/** Parts of `text` where a word begins with one of the folded `words`. */
function wordSpans(text: string, words: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const folded = fold(word);
    const longest = words.reduce(
      (best, one) => (one.length > best && folded.startsWith(one) ? one.length : best),
      0,
    );
    if (longest === 0) continue;
    // Where folding changed the length, places no longer agree: the whole word is marked.
    spans.push([index, index + (folded.length === word.length ? longest : word.length)]);
  }
  return spans;
}

/** Parts of `text` whose digits, read through brackets, spaces and dashes, are `digits`. */
function digitSpans(text: string, digits: string): Span[] {
  if (digits === '') return [];
  const places: number[] = [];
  let run = '';
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (sign >= '0' && sign <= '9') {
      run += sign;
      places.push(index);
    }
  }
  const found = run.indexOf(digits);
  if (found < 0) return [];
  const [from, to] = [places[found], places[found + digits.length - 1]];
  return from === undefined || to === undefined ? [] : [[from, to + 1]];
}

/** Divides a text into plain and matching pieces; the pieces joined are the text. An empty text has none. */
export function highlight(
  text: string,
  words: readonly string[],
  digits: readonly string[] = [],
): Highlight[] {
  const fragments = digits.flatMap((one) => digitSpans(text, one)).slice(0, 1);
  const spans = fragments.length > 0 ? fragments : wordSpans(text, words);
  const pieces: Highlight[] = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (from > done) pieces.push({ text: text.slice(done, from), match: false });
    pieces.push({ text: text.slice(from, to), match: true });
    done = to;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), match: false });
  return pieces;
}

/** Whether highlighting would mark anything. */
export function matches(text: string, words: readonly string[], digits: readonly string[] = []): boolean {
  return digits.some((one) => digitSpans(text, one).length > 0) || wordSpans(text, words).length > 0;
}

/** So much of a line is seen in a narrow list, in characters: a match after it is moved to the front. */
const SEEN = 45;
/** Where an excerpt is cut, seen from its first match. */
const BEFORE = 20;

/** One line of a long text around its first match, at most `length` characters and two ellipses. */
export function excerpt(
  text: string,
  words: readonly string[],
  digits: readonly string[],
  length = 120,
): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= SEEN) return line;
  const first = digits.flatMap((one) => digitSpans(line, one))[0] ?? wordSpans(line, words)[0];
  let from = first && first[1] > SEEN ? Math.max(0, first[0] - BEFORE) : 0;
  if (from > 0) {
    const space = line.indexOf(' ', from);
    if (space >= 0 && first && space < first[0]) from = space + 1;
  }
  const to = Math.min(line.length, from + length);
  return `${from > 0 ? '…' : ''}${line.slice(from, to).trimEnd()}${to < line.length ? '…' : ''}`;
}
