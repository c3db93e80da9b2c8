import { menNames, surnames, womanSurname, womenNames } from './data/people';
import type { Random } from './random';

export interface Person {
  readonly surname: string;
  readonly name: string;
  readonly patronymic: string;
  readonly gender: 'male' | 'female';
}

export function person(random: Random, gender = random.pick(['male', 'female'] as const)): Person {
  const [father, son, daughter] = random.pick(menNames);
  const surname = random.pick(surnames);
  return gender === 'male'
    ? { surname, name: random.pick(menNames)[0] ?? father, patronymic: son, gender }
    : { surname: womanSurname(surname), name: random.pick(womenNames), patronymic: daughter, gender };
}

export const fullName = ({ surname, name, patronymic }: Person): string => `${surname} ${name} ${patronymic}`;

/** «Иванов И. И.» */
export const shortName = ({ surname, name, patronymic }: Person): string =>
  `${surname} ${name.charAt(0)}. ${patronymic.charAt(0)}.`;

const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'].map((letter, place) => [
    letter,
    'a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya'.split(' ')[place] ?? '',
  ]),
);

/** A name in Latin letters, for addresses: «Щербаков» → `scherbakov`. */
export function latin(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => LETTERS[letter] ?? (/[a-z0-9]/.test(letter) ? letter : '-'))
    .join('')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}
