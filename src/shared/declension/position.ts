import { ADJECTIVES, FIXED, NOUNS, PARTICIPLES, PHRASES } from './position-words';
import { inCaseOf, tidy } from './words';

/** A position put into the genitive; not `certain` when its head word is not in our table. */
export interface GenitivePosition {
  text: string;
  certain: boolean;
}

const adjectiveGenitive = (word: string): string | null => {
  if (/(?:ший|щий|чий|жий|ний)$/u.test(word)) return `${word.slice(0, -2)}его`;
  if (/(?:ый|ой|ий)$/u.test(word)) return `${word.slice(0, -2)}ого`;
  if (/(?:щая|шая|жая|чая)$/u.test(word)) return `${word.slice(0, -2)}ей`;
  if (word.endsWith('ая')) return `${word.slice(0, -2)}ой`;
  if (word.endsWith('яя')) return `${word.slice(0, -2)}ей`;
  return null;
};

const isAdjective = (word: string) => ADJECTIVES.has(word) || /(?:ный|ской|ский|овой|ная|ская)$/u.test(word);

/** «директор» → «директора», «вице-президент» → «вице-президента», «директор-распорядитель» → both. */
function nounGenitive(word: string): string | null {
  const known = NOUNS[word];
  if (known !== undefined) return known;
  if (!word.includes('-')) return null;
  const parts = word.split('-');
  const done = parts.map((part, at) => {
    const noun = NOUNS[part];
    if (noun !== undefined) return noun;
    return at < parts.length - 1 ? part : null;
  });
  return done.every((part) => part !== null) ? done.join('-') : null;
}

/** A guess by ending for a noun we do not know; never certain. */
function guessNoun(word: string): string {
  if (/[бвгджзклмнпрстфхцчшщ]$/u.test(word)) return `${word}а`;
  if (/[йь]$/u.test(word)) return `${word.slice(0, -1)}я`;
  if (/[гкхжчшщ]а$/u.test(word)) return `${word.slice(0, -1)}и`;
  if (word.endsWith('а')) return `${word.slice(0, -1)}ы`;
  if (word.endsWith('я')) return `${word.slice(0, -1)}и`;
  return word;
}

/** Decline the head group at the beginning of `words`; the rest of the phrase stays as it is. */
function declineHead(words: string[], guess: boolean): { words: string[]; certain: boolean } | null {
  const done = [...words];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const lower = word.toLowerCase();
    const noun = nounGenitive(lower);
    if (noun !== null) {
      done[at] = inCaseOf(word, noun);
      return { words: done, certain: true };
    }
    const adjective = adjectiveGenitive(lower);
    if (adjective !== null && PARTICIPLES.has(lower)) {
      done[at] = inCaseOf(word, adjective);
      // «управляющий партнёр» goes on; «исполняющий обязанности», «управляющий делами» end here.
      const next = (words[at + 1] ?? '').toLowerCase();
      if (nounGenitive(next) !== null) continue;
      return { words: done, certain: true };
    }
    if (adjective !== null && isAdjective(lower)) {
      done[at] = inCaseOf(word, adjective);
      continue;
    }
    if (!guess) return null;
    if (!/^[а-яё-]+$/iu.test(word)) return { words: done, certain: false };
    done[at] = inCaseOf(word, guessNoun(lower));
    return { words: done, certain: false };
  }
  return guess ? { words: done, certain: false } : null;
}

/**
 * Put a position into the genitive. Only the head group is declined: «генеральный директор» → «генерального
 * директора», «заместитель директора по продажам» → «заместителя директора по продажам». A second position after
 * a comma, a dash or «и» is declined too when its head is known: «директор и главный бухгалтер».
 */
export function genitivePosition(position: string): GenitivePosition {
  const text = tidy(position);
  if (text === '') return { text: '', certain: false };
  const lower = text.toLowerCase();
  const phrase = PHRASES[lower];
  if (phrase !== undefined) return { text: inCaseOfPhrase(text, phrase), certain: true };
  const fixed = FIXED.find((start) => lower.startsWith(start));
  if (fixed !== undefined) return { text, certain: true };

  const pieces = text.split(/(\s+(?:и|[—–-])\s+|\s*[,/]\s*)/u);
  let certain = true;
  const done = pieces.map((piece, at) => {
    if (at % 2 === 1 || piece === '') return piece;
    const head = declineHead(piece.split(' '), at === 0);
    if (head === null) return piece;
    certain &&= head.certain;
    return head.words.join(' ');
  });
  return { text: done.join(''), certain };
}

function inCaseOfPhrase(model: string, phrase: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return phrase.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase;
}
