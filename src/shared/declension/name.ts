import { getFirstnameGender, inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich';
import petrovich from 'petrovich';
import { type NamePart, ownGenitive } from './name-exceptions';
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
export interface NameParts {
  last: string;
  first: string;
  middle: string;
  order: 'last-first' | 'first-last';
  /** Words nobody can place: titles, second first names. */
  extra: string;
}

const PATRONYMIC = /(?:вич|ьич|мич|кич|тич|вна|чна|шна)$/iu;
const PARTICLE_MALE = /^(?:оглы|оглу|улы|уулу)$/iu;
const PARTICLE_FEMALE = /^(?:кызы|гызы|қызы)$/iu;

const isParticle = (word: string) => PARTICLE_MALE.test(word) || PARTICLE_FEMALE.test(word);

/**
 * Take «Иванов Иван Иванович», «Иван Иванович Иванов» or «Мамедов Али Гасан оглы» apart.
 * A word is a patronymic by its ending; a patronymic in the second place
 * means the order «имя отчество фамилия».
 */
export function nameParts(fullName: string): NameParts {
  const words = tidy(fullName).split(' ').filter(Boolean);
  const last = words[0] ?? '';
  const second = words[1] ?? '';
  const third = words[2] ?? '';
  const fourth = words[3] ?? '';
  if (words.length === 4 && isParticle(fourth)) {
    return { last, first: second, middle: `${third} ${fourth}`, order: 'last-first', extra: '' };
  }
  if (words.length === 3 && PATRONYMIC.test(second)) {
    return { last: third, first: last, middle: second, order: 'first-last', extra: '' };
  }
  return { last, first: second, middle: third, order: 'last-first', extra: words.slice(3).join(' ') };
}

/** Gender by the patronymic: «-вич», «оглы» are male, «-вна», «кызы» are female, everything else unknown. */
export function genderOf(fullName: string): Gender | null {
  const { middle } = nameParts(fullName);
  const end = middle.split(' ').at(-1) ?? '';
  if (PARTICLE_MALE.test(end)) return 'male';
  if (PARTICLE_FEMALE.test(end)) return 'female';
  if (/(?:вич|ьич|мич|кич|тич)$/iu.test(end)) return 'male';
  if (/(?:вна|чна|шна)$/iu.test(end)) return 'female';
  return null;
}

/** «Иванов Иван Иванович» → «Иванов И. И.» with no-break spaces; a hyphened first name keeps both letters. */
export function initials(fullName: string): string {
  const { last, first, middle } = nameParts(fullName);
  const letter = (word: string) =>
    word
      .split('-')
      .filter(Boolean)
      .map((part) => `${[...part][0]?.toUpperCase() ?? ''}.`)
      .join('-');
  return [last, letter(first), letter(middle.split(' ')[0] ?? '')].filter(Boolean).join('\u00a0');
}

const libraries: Record<
  NamePart,
  { first: (name: string, gender: Gender) => string; second: (name: string, gender: Gender) => string }
> = {
  last: {
    first: (name, gender) => petrovich[gender].last.genitive(name),
    second: (name, gender) => inclineLastname(name, 'genitive', gender),
  },
  first: {
    first: (name, gender) => petrovich[gender].first.genitive(name),
    second: (name, gender) => inclineFirstname(name, 'genitive', gender),
  },
  middle: {
    first: (name, gender) => petrovich[gender].middle.genitive(name),
    second: (name, gender) => inclineMiddlename(name, 'genitive', gender),
  },
};

/** «ы» never follows г, к, х and the hushing letters: «Саши», not «Сашы». */
const spelled = (word: string) => word.replace(/([гкхжчшщ])ы$/u, '$1и');

/** One word between hyphens. */
function declineWord(word: string, part: NamePart, gender: Gender, isHead: boolean) {
  const lower = word.toLowerCase();
  const own = ownGenitive(lower, part, gender, isHead);
  if (own !== null) return { text: inCaseOf(word, own.text), certain: own.certain };
  const title = lower.charAt(0).toUpperCase() + lower.slice(1);
  const one = spelled(libraries[part].first(title, gender));
  const two = spelled(libraries[part].second(title, gender));
  // Where they part company lvovich knows more endings of surnames and petrovich more first names.
  return { text: inCaseOf(word, part === 'last' ? two : one), certain: one === two };
}

function declinePart(value: string, part: NamePart, gender: Gender) {
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
 * The gender is the one given, else the patronymic's. Two independent rule sets run; where they disagree, where
 * the gender is only guessed from the first name, or where a family has its own habit («Соловей»), the answer is
 * not `certain` and the form must ask. A corrected form is kept by the caller and wins over this function.
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
      known !== null && parts.extra === '' && parts.first !== '' && ordered.every((part) => part.certain),
    gender,
  };
}
