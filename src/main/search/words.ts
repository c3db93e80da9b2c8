import { soundOf } from '@shared/search/sound';
import { spellings } from '@shared/search/translit';
import { oneSlip } from '@shared/search/typos';
import { stemOf } from '@shared/search/word-forms';
import type { Reader } from '../reader/reader';
import { wordsAreComplete, wordsTable } from '../store/search-words';

/** One thing a word of the query may stand for in the index: a whole word, or what words begin with. */
export interface Term {
  readonly text: string;
  readonly begins: boolean;
}

/** What one word of the query may be, each as good as the other. */
export type Group = readonly Term[];

/** The longest beginnings that have an index of their own; see `search-index.ts`. */
const INDEXED_BEGINNING = 8;
/** Shorter words are not in the table. */
const SHORTEST = 4;
/** So many whole words in place of one long beginning cost less than the beginning. */
const MOST_WORDS = 32;
/** So many words are tried in place of one that was not found, or that sounds so. */
const MOST_ALIKE = 12;
const LAST_SIGN = '\u{10ffff}';

const begins = (text: string): Term => ({ text, begins: true });
export const whole = (text: string): Term => ({ text, begins: false });

/** What the words of a query may stand for, with the help of the table of words that the index knows. */
export class Words {
  readonly #reader: Reader;
  /** Whether the table is there, and whether nothing is missing in it. */
  readonly #there: boolean;
  readonly #complete: boolean;
  readonly #typed = new Map<string, Group>();

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#there = hasWords(reader);
    this.#complete = this.#there && wordsAreComplete(reader.db);
  }

  /**
   * The word as it was typed: what begins so. Gathering all records of all words with a long beginning takes the
   * index ten milliseconds in a million; asked for one by one those words take none. Nothing where no word begins so.
   */
  typed(word: string): Group {
    const known = this.#typed.get(word);
    if (known) return known;
    const group = this.#beginning(word);
    this.#typed.set(word, group);
    return group;
  }

  #beginning(word: string): Group {
    if (!this.#complete || word.length < SHORTEST || /^\d/.test(word)) return [begins(word)];
    // No word begins so: no record has to be asked for.
    if (word.length <= INDEXED_BEGINNING)
      return this.#between('word', word, 1).length === 0 ? [] : [begins(word)];
    const found = this.#between('word', word, MOST_WORDS + 1);
    return found.length > MOST_WORDS ? [begins(word)] : found.map(whole);
  }

  /** The word, and what it is in the other alphabet. The word alone for numbers and mixtures. */
  sounding(word: string): Group {
    const other = spellings(word);
    if (other.length === 0) return this.typed(word);
    const terms = [word, ...other].flatMap((spelt) => this.typed(spelt));
    const sound = soundOf(word);
    // A sound of one or two letters would bring any dozen of thousands of words.
    if (!this.#there || sound.length < 3) return terms;
    const covered = (found: string) => terms.some((term) => stands(term, found));
    const alike = this.#between('sound', sound, MOST_ALIKE * 2).filter((found) => !covered(found));
    return [...terms, ...alike.slice(0, MOST_ALIKE).map(whole)];
  }

  /** The word, and other forms of it. */
  inflected(word: string): Group {
    const stem = stemOf(word);
    return stem === word || stem.length < 4 || word.length < 5
      ? this.typed(word)
      : [...this.typed(word), ...this.typed(stem)];
  }

  /** The word, and the words that one slip of a finger makes of it. */
  mistyped(word: string): Group {
    const slips = this.#there ? oneSlip(word) : [];
    if (slips.length === 0) return this.typed(word);
    const rows = this.#reader.rows(
      `SELECT w.word FROM json_each(?) AS j CROSS JOIN ${wordsTable} AS w
       ON w.word >= j.value AND w.word < j.value || ? LIMIT 200`,
      [JSON.stringify(slips), LAST_SIGN],
    );
    const found = [...new Set(rows.map(([text]) => String(text)))].filter((text) => !text.startsWith(word));
    const exact = new Set(slips.slice(0, -1));
    const meant = (text: string) => (exact.has(text) ? 0 : 1 + Math.abs(text.length - word.length));
    const best = found.sort((a, b) => meant(a) - meant(b)).slice(0, MOST_ALIKE);
    return [...this.typed(word), ...best.map(whole)];
  }

  #between(column: 'word' | 'sound', from: string, limit: number): string[] {
    return this.#reader
      .rows(
        `SELECT word FROM ${wordsTable} WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ?`,
        [from, from + LAST_SIGN, limit],
      )
      .map(([word]) => String(word));
  }
}

/** The same groups, but for whole words: what is exactly so comes before what only begins so. */
export function asWhole(groups: readonly Group[]): Group[] {
  return groups.map((group) => group.filter((term) => term.begins).map(({ text }) => whole(text)));
}

/** Whether a word of a record is what a term stands for. */
export function stands({ text, begins }: Term, word: string): boolean {
  return begins ? word.startsWith(text) : word === text;
}

const known = new WeakSet<object>();

/** A database from before the table gets it when the data thread has opened the database. */
function hasWords(reader: Reader): boolean {
  if (known.has(reader.db)) return true;
  const found = reader.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [wordsTable]);
  if (found.length > 0) known.add(reader.db);
  return found.length > 0;
}
