import { searchDigits } from '../domain/phones/phones';
import { fold } from './fold';
import { type NumberRun, withoutLabels } from './numbers';

/** Fewer digits than this are no fragment of a number: half of all numbers have them. */
const SHORTEST_FRAGMENT = 3;
/** Words after this many do not narrow anything down any more. */
const MOST_WORDS = 12;

/** What a person typed, understood. */
export interface SearchQuery extends NumberRun {
  /** Folded words; each must begin some word of a record. */
  readonly words: readonly string[];
  /** Digits without +7 or the trunk 8, to be found in a phone; '' when the text is no number. */
  readonly phone: string;
  /** All digits as typed, to be found in an ИНН; '' when the text is no number of three digits or more. */
  readonly digits: string;
}

/** A number in any dress: digits, spaces, brackets, dashes, dots, slashes, a plus. */
const NUMBER = /^[\s\d()+\-–—.‑/]+$/u;
/** What a number is pasted with: quotes, stars, a semicolon after it. */
const AROUND = /^[^\p{L}\p{N}+(]+|[^\p{L}\p{N})]+$/gu;
/** A number among words; what follows a letter is a part of its word or of a document's number. */
const RUN = /(?<![\p{L}\p{N}])(?<!\p{L}\p{N}*[-–—‑])[+(]*\d[\s\d()+\-–—.‑/]*(?![\p{L}\d])/gu;

/** Understands what was typed into the search field. */
export function readQuery(text: string): SearchQuery {
  const own = withoutLabels(text);
  const bare = own.replace(AROUND, '');
  const number = NUMBER.test(bare) ? bare.replace(/\D/g, '') : '';
  const words = wordsOf(own);
  if (number.length < SHORTEST_FRAGMENT) return { words, phone: '', digits: '' };
  return { words, phone: searchDigits(bare), digits: number };
}

/** A name beside pieces of numbers: «иванов 45-67». */
export interface MixedQuery {
  /** Folded words that are no part of a number. */
  readonly words: readonly string[];
  readonly numbers: readonly NumberRun[];
}

/** The words and the numbers of a text that has both; undefined for one of either alone. */
export function readMixed(text: string): MixedQuery | undefined {
  const own = withoutLabels(text);
  const numbers: NumberRun[] = [];
  const rest = own.replace(RUN, (run) => {
    const digits = run.replace(/\D/g, '');
    if (digits.length < SHORTEST_FRAGMENT) return run;
    numbers.push({ phone: searchDigits(run), digits });
    return ' ';
  });
  const words = wordsOf(rest);
  return words.length === 0 || numbers.length === 0 ? undefined : { words, numbers };
}

/** Whether there is nothing to look for. */
export function isEmptyQuery(query: SearchQuery): boolean {
  return query.words.length === 0;
}

function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : [...new Set(folded.split(' '))].slice(0, MOST_WORDS);
}
