import { getFirstnameGender, inclineFirstname, inclineMiddlename } from 'lvovich';
import petrovich from 'petrovich';
import { FIRST_NAMES } from './first-names';
import { type NamePart, ownGenitive } from './name-exceptions';
import { NOUN_SURNAMES } from './surname-words';
import { inCaseOf, tidy } from './words';

/** Grammatical gender of a person; androgynous names have none until somebody says it. */
export type Gender = 'male' | 'female';

/** A name put into the genitive. `certain` is false when a person must look at it before it is printed. */
export interface GenitiveName {
  text: string;
  certain: boolean;
  gender: Gender | null;
}

/** A full name taken apart; `order` tells how to put it together again. */
interface NameParts {
  last: string;
  first: string;
  middle: string;
  order: 'last-first' | 'first-last';
  /** Words nobody can place: titles, second first names. */
  extra: string;
  /** False where two words might stand in either order: nothing of them may then be left out. */
  placed: boolean;
}

const PATRONYMIC = /(?:вич|ьич|мич|кич|тич|вна|чна|шна)$/iu;
const PARTICLE_MALE = /^(?:оглы|оглу|улы|уулу)$/iu;
const PARTICLE_FEMALE = /^(?:кызы|гызы|қызы)$/iu;

const isParticle = (word: string) => PARTICLE_MALE.test(word) || PARTICLE_FEMALE.test(word);

const INITIAL = /^\p{Lu}\.(?:-\p{Lu}\.)?$/u;
/** Endings that only surnames have. */
const SURNAME = /(?:[оеё]ва?|[иы]на?|ский|ская|цкий|цкая|[оеё]нко|швили|дзе|ян)$/iu;
const MALE_SURNAME = /(?:[оеё]в|[иы]н|[сц]кий)$/iu;
const FEMALE_SURNAME = /.(?:[оеё]ва|[иы]на|[сц]кая)$/iu;

const isFirst = (word: string) => FIRST_NAMES.has(word.toLowerCase());
const isSurname = (word: string) => SURNAME.test(word) && !isFirst(word);

/** The words of a name; «И.И.» are two. */
const wordsOf = (fullName: string) =>
  tidy(fullName)
    .replace(/(?<=\p{Lu}\.)(?=\p{Lu})/gu, ' ')
    .split(' ')
    .filter(Boolean);

/**
 * Take «Иванов Иван Иванович», «Иван Иванович Иванов», «Ольга Коваль», «И. И. Иванов» or «Мамедов Али Гасан оглы»
 * apart. A word is a patronymic by its ending; a patronymic in the second place means the order «имя отчество
 * фамилия». Of two words the common first name, or the ending of a surname, tells which is which.
 */
function nameParts(fullName: string): NameParts {
  const words = wordsOf(fullName);
  const [one = '', two = '', three = '', four = ''] = words;
  const firstLast = (last: string, first: string, middle: string): NameParts => ({
    ...{ last, first, middle, order: 'first-last', extra: '', placed: true },
  });
  if (words.length === 4 && isParticle(four)) {
    return {
      ...{ last: one, first: two, middle: `${three} ${four}`, order: 'last-first', extra: '', placed: true },
    };
  }
  const last = words.at(-1) ?? '';
  if (INITIAL.test(one) && words.length <= 3 && !INITIAL.test(last)) {
    return firstLast(last, one, words.length === 3 ? two : '');
  }
  if (words.length === 3 && PATRONYMIC.test(two) && !INITIAL.test(three)) return firstLast(three, one, two);
  if (words.length === 2) {
    if (isFirst(one) && PATRONYMIC.test(two) && !isFirst(two)) return firstLast('', one, two);
    if (isFirst(one) && !isFirst(two)) return firstLast(two, one, '');
  }
  const placed =
    words.length < 2 ||
    INITIAL.test(two) ||
    (words.length > 2 && PATRONYMIC.test(three)) ||
    isSurname(one) ||
    (words.length === 2 && isFirst(two) && !isFirst(one));
  return {
    ...{ last: one, first: two, middle: three, order: 'last-first', extra: words.slice(3).join(' ') },
    placed,
  };
}

/**
 * Gender by the patronymic: «-вич», «оглы» are male, «-вна», «кызы» are female. Where only initials are written, by a
 * surname that has two forms («Иванова И. И.»); everything else is unknown.
 */
export function genderOf(fullName: string): Gender | null {
  const { last, first, middle } = nameParts(fullName);
  if (INITIAL.test(first) && !NOUN_SURNAMES.has(last.toLowerCase())) {
    if (MALE_SURNAME.test(last)) return 'male';
    if (FEMALE_SURNAME.test(last)) return 'female';
  }
  const end = middle.split(' ').at(-1) ?? '';
  if (PARTICLE_MALE.test(end)) return 'male';
  if (PARTICLE_FEMALE.test(end)) return 'female';
  if (/(?:вич|ьич|мич|кич|тич)$/iu.test(end)) return 'male';
  if (/(?:вна|чна|шна)$/iu.test(end)) return 'female';
  return null;
}

/**
 * «Иванов Иван Иванович» → «Иванов И. И.» with no-break spaces; a hyphened first name keeps both letters. A name of
 * which nobody can tell the surname is left whole: a signature must not lose it.
 */
export function initials(fullName: string): string {
  const { last, first, middle, extra, placed } = nameParts(fullName);
  if (!placed || last === '' || extra !== '') return tidy(fullName).replaceAll(' ', '\u00a0');
  const letter = (word: string) =>
    word
      .split('-')
      .filter(Boolean)
      .map((part) => `${[...part][0]?.toUpperCase() ?? ''}.`)
      .join('-');
  return [last, letter(first), letter(middle.split(' ')[0] ?? '')].filter(Boolean).join('\u00a0');
}

/** Two independent rule sets for what our own rules do not settle: first names, and rare patronymics. */
const libraries = {
  first: {
    first: (name: string, gender: Gender) => petrovich[gender].first.genitive(name),
    second: (name: string, gender: Gender) => inclineFirstname(name, 'genitive', gender),
  },
  middle: {
    first: (name: string, gender: Gender) => petrovich[gender].middle.genitive(name),
    second: (name: string, gender: Gender) => inclineMiddlename(name, 'genitive', gender),
  },
} as const;

/** «ы» never follows г, к, х and the hushing letters: «Саши», not «Сашы». */
const spelled = (word: string) => word.replace(/([гкхжчшщ])ы$/u, '$1и');

/** One word between hyphens. */
function declineWord(word: string, part: NamePart, gender: Gender, isHead: boolean) {
  const lower = word.toLowerCase();
  const own = ownGenitive(lower, part, gender, isHead);
  if (own !== null) return { text: inCaseOf(word, own.text), certain: own.certain };
  if (part === 'last') return { text: word, certain: false };
  const title = lower.charAt(0).toUpperCase() + lower.slice(1);
  const one = spelled(libraries[part].first(title, gender));
  const two = spelled(libraries[part].second(title, gender));
  // Where they part company petrovich knows more first names.
  return { text: inCaseOf(word, one), certain: one === two };
}

function declinePart(value: string, part: NamePart, gender: Gender) {
  if (INITIAL.test(value)) return { text: value, certain: true };
  const words = value.split('-');
  const done = words.map((word, at) =>
    /^[а-яё]+$/iu.test(word)
      ? declineWord(word, part, gender, at < words.length - 1)
      : { text: word, certain: word === '' },
  );
  return { text: done.map((word) => word.text).join('-'), certain: done.every((word) => word.certain) };
}

function declineMiddle(value: string, gender: Gender) {
  // «Гасан оглы» does not change.
  if (value.includes(' ')) return { text: value, certain: true };
  return declinePart(value, 'middle', gender);
}

/**
 * Put a person's full name into the genitive: «Коваль Ольга Ивановна» → «Коваль Ольги Ивановны».
 *
 * The gender is the one given, else the patronymic's. Surnames follow rules of our own; first names two independent rule
 * sets. Where those disagree, where an ending belongs to two kinds of surnames or a family has its own habit
 * («Соловей»), where the gender or the order of the words is only guessed, the answer is not `certain` and the form
 * must ask. A corrected form is kept by the caller and wins over this function.
 */
export function genitiveName(fullName: string, options: { gender?: Gender | '' | null } = {}): GenitiveName {
  const text = tidy(fullName);
  const parts = nameParts(text);
  const known = options.gender || genderOf(text);
  const guess = known === null && parts.first !== '' ? getFirstnameGender(parts.first) : null;
  const gender = known ?? (guess === 'male' || guess === 'female' ? guess : null);
  if (gender === null || text === '') return { text, certain: false, gender };

  const last = declinePart(parts.last, 'last', gender);
  const first = declinePart(parts.first, 'first', gender);
  const middle = declineMiddle(parts.middle, gender);
  const ordered = parts.order === 'last-first' ? [last, first, middle] : [first, middle, last];
  return {
    text: [...ordered.map((part) => part.text), parts.extra].filter(Boolean).join(' '),
    certain:
      known !== null &&
      parts.placed &&
      parts.extra === '' &&
      parts.last !== '' &&
      parts.first !== '' &&
      ordered.every((part) => part.certain),
    gender,
  };
}
