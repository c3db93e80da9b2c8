import { searchDigits } from '../phones/phones';
import { fold } from './fold';

/** Fewer digits than this are no fragment of a number: half of all numbers have them. */
const SHORTEST_FRAGMENT = 3;
/** Words after this many do not narrow anything down any more. */
const MOST_WORDS = 12;

/** What a person typed, understood. */
export interface SearchQuery {
  /** Folded words; each must begin some word of a record. */
  readonly words: readonly string[];
  /** Digits without +7 or the trunk 8, to be found in a phone; '' when the text is no number. */
  readonly phone: string;
  /** All digits as typed, to be found in an ИНН; '' when the text is no number of three digits or more. */
  readonly digits: string;
}

/** A number in any dress: digits, spaces, brackets, dashes, dots, a plus. */
const NUMBER = /^[\s\d()+\-–—.‑]+$/u;

/** Understands what was typed into the search field. */
export function readQuery(text: string): SearchQuery {
  const folded = fold(text);
  const words = folded === '' ? [] : [...new Set(folded.split(' '))].slice(0, MOST_WORDS);
  const number = NUMBER.test(text) ? text.replace(/\D/g, '') : '';
  if (number.length < SHORTEST_FRAGMENT) return { words, phone: '', digits: '' };
  return { words, phone: searchDigits(text), digits: number };
}

/** Whether there is nothing to look for. */
export function isEmptyQuery(query: SearchQuery): boolean {
  return query.words.length === 0;
}
