import { nameKey } from '@shared/domain/requisites/legal-forms';
import { otherLayout } from '@shared/search/layout';
import { asDocumentNumber, type NumberRun } from '@shared/search/numbers';
import { isEmptyQuery, readMixed, readQuery, type SearchQuery } from '@shared/search/query';
import { spellings } from '@shared/search/translit';
import type { Group, Words } from './words';

/** One way to understand what was typed. */
export interface QueryInterpretation {
  readonly query: SearchQuery;
  /** Whether the words are those that were typed, in this layout or the other. */
  readonly literal: boolean;
  /** What a whole name may begin with; '' where the words are not those that were typed. */
  readonly key: string;
  /** The same in the letters of the other alphabet. */
  readonly otherKeys: readonly string[];
  /** What each word may stand for, in any text. For a number in any dress its digits are one word. */
  readonly groups: readonly Group[];
  /** Pieces of numbers that must be there besides the words: «иванов 45-67». */
  readonly numbers: readonly NumberRun[];
  /** What each word may stand for in a name: also what sounds so. Empty when it is the same. */
  readonly names: readonly Group[];
}

/**
 * The ways to understand a text, the likeliest first; each is worked out only when the one before it found too
 * little: as typed, by the keys of the other layout, by sound, in other forms of the words, with one slip in a word.
 * What was typed may be words, a number, words beside pieces of numbers, or a document's number with what stands
 * around it where it was copied from.
 */
export function* readings(text: string, words: Words): Generator<QueryInterpretation> {
  const query = readQuery(text);
  const other = otherLayout(text);
  const otherQuery = readQuery(other);
  yield* literal(text, query, words);
  yield* literal(other, otherQuery, words);
  if (query.digits !== '') return;
  for (const way of ['sounding', 'inflected', 'mistyped'] as const) {
    yield* widened(query, words, way);
  }
  yield* widened(otherQuery, words, 'mistyped');
}

/** What is formatted as phones alone are. «01.03.2026», «1 500 000» and «24/7» may stand in texts as words. */
const PHONE = /[+(]|^\D*[78][\s\-–—.‑]+\d{3}/u;

/** What the letters and digits themselves may mean. */
function* literal(text: string, query: SearchQuery, words: Words): Generator<QueryInterpretation> {
  if (isEmptyQuery(query)) return;
  yield typed(text, query, words);
  if (query.digits !== '' && query.words.length > 1 && !PHONE.test(text))
    yield typed(text, { ...query, phone: '', digits: '' }, words);
  const number = asDocumentNumber(text);
  if (number !== text) yield typed(number, readQuery(number), words);
  const mixed = readMixed(text);
  if (mixed) {
    const groups = mixed.words.map((word) => words.sounding(word));
    const numbers = mixed.numbers;
    yield { ...plain, query: { words: mixed.words, phone: '', digits: '' }, literal: true, groups, numbers };
  }
}

/** A reading that says no more than its words. */
const plain = { key: '', otherKeys: [], numbers: [], names: [] } as const;

/** What a number may stand for as a word: with or without its trunk prefix. */
export const numberGroup = ({ phone, digits }: NumberRun): Group =>
  [...new Set([phone, digits])].filter((run) => run.length > 1).map((run) => ({ text: run, begins: true }));

function typed(text: string, query: SearchQuery, words: Words): QueryInterpretation {
  if (query.digits !== '')
    return { ...plain, query, literal: true, key: nameKey(text), groups: [numberGroup(query)] };
  const groups = query.words.map((word) => words.typed(word));
  const names = query.words.map((word) => words.sounding(word));
  const same = names.every((group, place) => group.length === groups[place]?.length);
  const key = nameKey(text);
  return {
    query,
    literal: true,
    key,
    otherKeys: same || names.some((group) => group.length === 0) ? [] : keysOf(key),
    groups,
    numbers: [],
    names: same ? [] : names,
  };
}

/** A whole name in the letters of the other alphabet, spelt in each way as one does from its first word to its last. */
function keysOf(key: string): string[] {
  const parts = key.split(/([\p{L}\p{N}]+)/u).map((part) => ({ part, other: spellings(part) }));
  const ways = Math.max(...parts.map(({ other }) => other.length));
  const keys = Array.from({ length: ways }, (_, way) =>
    parts.map(({ part, other }) => other[way] ?? other[0] ?? part).join(''),
  );
  return [...new Set(keys)];
}

/** Nothing where no word means anything more than it did. */
function* widened(
  query: SearchQuery,
  words: Words,
  way: 'sounding' | 'inflected' | 'mistyped',
): Generator<QueryInterpretation> {
  const before = query.words.map((word) => words.typed(word));
  const groups = query.words.map((word) => words[way](word));
  if (groups.every((group, place) => group.length === before[place]?.length)) return;
  yield { ...plain, query: { ...query, phone: '', digits: '' }, literal: false, groups };
}
