import {
  FIXED,
  FIXED_BEGINNINGS,
  FIXED_NOUNS,
  NOT_ADJECTIVES,
  NOUNS,
  PARTICIPLES,
  PHRASES,
} from './position-words';
import { type Declined, withEts } from './surname';
import { inCaseOf, tidy } from './words';

/** A position put into the genitive; not `certain` when its head word follows no rule we trust. */
export interface GenitivePosition {
  text: string;
  certain: boolean;
}

/** A declined word; not `certain` where the rule that made it has exceptions. */
type Word = Declined | null;

/** «-ий» of an adjective follows only these letters: «викарий» and «пролетарий» are nouns. */
const ADJECTIVE = /(?:[^и]ый|[гкхжчшщн]ий|[внтк]ой|второй|[а-яё]{2}(?:ая|яя))$/u;

/** The genitive of an adjective or participle in the singular nominative, or null. */
export function adjective(word: string): string | null {
  if (!ADJECTIVE.test(word) || NOT_ADJECTIVES.has(word)) return null;
  // «директор-главный (бухгалтер)»: two positions, not one adjective.
  if (word.includes('-') && isNoun(word.slice(0, word.indexOf('-')))) return null;
  if (/[жчшщн]ий$/u.test(word)) return `${word.slice(0, -2)}его`;
  if (/[жчшщ]ая$/u.test(word) || word.endsWith('яя')) return `${word.slice(0, -2)}ей`;
  return /ая$/u.test(word) ? `${word.slice(0, -2)}ой` : `${word.slice(0, -2)}ого`;
}

/** Ends of masculine names of professions that take a plain «-а» or «-я». */
const PLAIN =
  /(?:тель|арь|ырь|[аи]тор|[оу]р|ёр|ер|яр|ар|ир|ист|аст|ант|янт|ент|иат|[оа]лог|граф|фил|[вхп]од|вед|нт|ник|щик|чик|вик|ик|ак|як|ач|ан|ян|ин|он|ун|вар|вал|кал|ев|ат|ит|ут|ей|ай|ир|мен|бер|рх|рг|рх|нт|рт|рд|нд|зд|яд|ид|ад|аз|из|яз|ис|ус|ав|ив|ал|ил|ул|ям|им|ём|еп|оп|ип|уп|еф|ир|ур|юр|ял|ур)$/u;
/** Of those only these are never a noun in another case: «производством» ends like «агроном». */
const PROFESSION =
  /(?:тель|арь|[аеиоу]тор|ктор|ёр|[дтлнжрмфвсгк]ер|ист|ант|янт|ент|лог|граф|вед|ник|щик|чик|овик|аст|вод|[дрк]ач|[а-яё]{2}[аеиоу]р|[кт]ик)$/u;

/** A noun in the nominative → the genitive. */
function noun(word: string): Word {
  const known = NOUNS[word];
  if (known !== undefined) return { text: known, certain: true };
  if (FIXED_NOUNS.has(word)) return { text: word, certain: true };
  if (word.includes('-')) return compound(word);
  if (word.endsWith('ец')) return withEts(word, true);
  if (/(?:ок|ёк|ек)$/u.test(word)) return { text: `${word}а`, certain: false };
  if (word.endsWith('ий')) return { text: `${word.slice(0, -1)}я`, certain: false };
  if (/[бвгджзклмнпрстфхцчшщ]$/u.test(word))
    return { text: `${word}а`, certain: PLAIN.test(word) && word.length > 3 };
  if (/(?:[вбь]ей|[^ет]ель)$/u.test(word)) return { text: `${word.slice(0, -1)}я`, certain: false };
  if (/[йь]$/u.test(word)) {
    return { text: `${word.slice(0, -1)}я`, certain: PLAIN.test(word) && !FEMININE_SOFT.test(word) };
  }
  if (/[ая]$/u.test(word)) {
    // «директора»: already in the genitive, or somebody means several.
    if (PROFESSION.test(word.slice(0, -1)) || PROFESSION.test(`${word.slice(0, -1)}ь`)) {
      return { text: word, certain: false };
    }
    const end = word.endsWith('я') || /[гкхжчшщ]а$/u.test(word) ? 'и' : 'ы';
    return { text: word.slice(0, -1) + end, certain: /(?:ица|ша|ка|ня|жа|да|ра|тра|та|ья)$/u.test(word) };
  }
  return null;
}

const FEMININE_SOFT = /(?:сть|знь|пись|чь|шь|щь|жь|тварь|дарь|утварь)$/u;

/** «вице-президента», «директора-распорядителя»: a known beginning stays, a profession changes. */
function compound(word: string): Word {
  const parts = word.split('-');
  let certain = true;
  const done = parts.map((part, at) => {
    if (at < parts.length - 1 && FIXED_BEGINNINGS.has(part)) return part;
    const one = adjective(part) ?? noun(part);
    if (one === null || !/^[а-яё]+$/u.test(part)) {
      certain = false;
      return part;
    }
    if (typeof one === 'string') {
      certain = false;
      return one;
    }
    certain &&= one.certain && (NOUNS[part] !== undefined || PROFESSION.test(part));
    return one.text;
  });
  return { text: done.join('-'), certain };
}

/** True for a word that can only be a noun in the nominative: it goes on with the head group. */
const isNoun = (word: string): boolean =>
  NOUNS[word] !== undefined ||
  PROFESSION.test(word) ||
  word.split('-').some((part) => NOUNS[part] !== undefined);

/**
 * Decline the head group at the beginning of `words`; the rest of the phrase stays as it is. `later`: another position
 * stands before, so that only what is a position beyond doubt is one.
 */
function declineHead(words: string[], later: boolean): { words: string[]; certain: boolean } | null {
  const done = [...words];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const lower = word.toLowerCase();
    const next = (words[at + 1] ?? '').toLowerCase();
    const adj = NOUNS[lower] === undefined ? adjective(lower) : null;
    if (adj !== null) {
      if (later && !isNoun(next) && adjective(next) === null) return null;
      done[at] = inCaseOf(word, adj);
      // «управляющий партнёр» goes on; «исполняющий обязанности», «рабочий склада» end here.
      if (next !== '' && (isNoun(next) || adjective(next) !== null)) continue;
      // What a participle governs («делами», «складом», «обязанности») is in no nominative.
      const governs = PARTICIPLES.has(lower) && /(?:[оеё]м|[иыую]|[ая]ми|[оеё]й)$/u.test(next);
      if (next === '' || governs) return { words: done, certain: true };
      // «полевой бухгалтерии»: a noun we cannot place may still be the head.
      const head = noun(next);
      if (head === null || PREPOSITION.test(next)) return { words: done, certain: true };
      const agrees = /[ая]я$/u.test(lower) === /[ая]$/u.test(next);
      if (agrees) done[at + 1] = inCaseOf(words[at + 1] ?? '', head.text);
      // «рабочий складов», «дежурный этажей»: the end of another case is as likely.
      const other = /(?:[оеё]в|[оеё]м|[еои]й|[иы]х)$/u.test(next) || PARTICIPLES.has(lower);
      return { words: done, certain: agrees && head.certain && !other };
    }
    if (!/^[а-яё-]+$/iu.test(word)) return later ? null : { words: done, certain: false };
    if (later && !isNoun(lower)) return null;
    const head = noun(lower);
    if (head === null) return { words: done, certain: false };
    done[at] = inCaseOf(word, head.text);
    // «директор исполнительный»: an adjective behind the noun is in the nominative, too.
    return { words: done, certain: head.certain && !/(?:ый|[кнщ]ий)$/u.test(next) };
  }
  return { words: done, certain: true };
}

const PREPOSITION = /^(?:по|на|в|во|с|со|за|при|от|из|для|над|под)$/u;

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
    const head = declineHead(piece.split(' '), at > 0);
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
