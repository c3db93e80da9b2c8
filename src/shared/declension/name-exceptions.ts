/** Which part of a full name a word is. */
export type NamePart = 'last' | 'first' | 'middle';

interface Own {
  text: string;
  certain: boolean;
}

/** Masculine surnames both rule sets get wrong. Uncertain ones follow the custom of the family. */
const MALE_LAST: Readonly<Record<string, Own>> = {
  соловей: { text: 'соловья', certain: false },
  воробей: { text: 'воробья', certain: false },
  муравей: { text: 'муравья', certain: false },
  репей: { text: 'репья', certain: false },
  заяц: { text: 'зайца', certain: false },
  лев: { text: 'льва', certain: false },
  швец: { text: 'швеца', certain: false },
  жнец: { text: 'жнеца', certain: false },
  орёл: { text: 'орла', certain: false },
  козёл: { text: 'козла', certain: false },
  осёл: { text: 'осла', certain: false },
  лоб: { text: 'лоба', certain: false },
  пёс: { text: 'пса', certain: false },
};

/** First parts of compound names that stay as they are: «Абдул-Азиза», «Бонч-Бруевича». */
const FIXED_HEADS: Readonly<Record<NamePart, readonly string[]>> = {
  first: [
    'абдул',
    'абд',
    'абду',
    'абу',
    'аль',
    'эль',
    'ибн',
    'бен',
    'нур',
    'мухаммад',
    'мохаммед',
    'сейид',
    'хан',
  ],
  last: ['бонч', 'аль', 'эль', 'ибн', 'бен', 'де', 'ван', 'фон', 'тер', 'сан', 'мак', 'бей', 'кара'],
  middle: ['абдул', 'абд', 'абду', 'абу', 'аль', 'эль', 'нур'],
};

/** Feminine first names ending in a soft sign take «-и»; the ones here are beyond doubt. */
const SOFT_FEMALE = new Set([
  'любовь',
  'нинель',
  'адель',
  'рахиль',
  'юдифь',
  'эсфирь',
  'гюзель',
  'гузель',
  'айгуль',
  'асель',
  'жизель',
  'рашель',
]);

const cut = (word: string, tail: string, count: number) => word.slice(0, -count) + tail;

/**
 * Our own word on a name part in lower case, or null to let the two rule sets speak.
 * `isHead`: another part follows after a hyphen.
 */
export function ownGenitive(
  word: string,
  part: NamePart,
  gender: 'male' | 'female',
  isHead: boolean,
): Own | null {
  if (isHead && FIXED_HEADS[part].includes(word)) return { text: word, certain: true };
  if (part === 'first') return gender === 'female' ? femaleFirst(word) : null;
  if (part === 'last') return lastName(word, gender);
  return null;
}

function femaleFirst(word: string): Own | null {
  if (word.endsWith('ь')) return { text: cut(word, 'и', 1), certain: SOFT_FEMALE.has(word) };
  // A feminine name with a hard end («Элизабет», «Гульназ», «Кармен») does not change.
  if (/[бвгджзйклмнпрстфхцчшщ]$/u.test(word)) return { text: word, certain: true };
  return null;
}

function lastName(word: string, gender: 'male' | 'female'): Own | null {
  // «Гамсахурдия» → «Гамсахурдии», for both genders.
  if (word.endsWith('ия') && word.length > 4) return { text: cut(word, 'и', 1), certain: true };
  if (gender === 'female') {
    // A woman's surname ending in a consonant, «й» or «ь» does not change: Ким, Цой, Коваль.
    if (/[бвгджзйклмнпрстфхцчшщь]$/u.test(word)) return { text: word, certain: true };
    if (word.endsWith('ёва')) return { text: cut(word, 'ой', 1), certain: true };
    return null;
  }
  const listed = MALE_LAST[word];
  if (listed !== undefined) return listed;
  if (word.endsWith('иец')) return { text: cut(word, 'йца', 2), certain: true };
  if (/(?:ей|ёл|ёк)$/u.test(word)) {
    return { text: word.endsWith('й') ? cut(word, 'я', 1) : `${word}а`, certain: false };
  }
  return null;
}
