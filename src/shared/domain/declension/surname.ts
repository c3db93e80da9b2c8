import {
  ASKED_IN_A,
  FIXED_SURNAMES,
  FLEETING,
  NOUN_SURNAMES,
  SOFT_ADJECTIVES,
  UNSURE_SURNAMES,
} from './surname-words';

/** A word in the genitive, and whether the rule that made it has no exceptions worth asking about. */
export interface Declined {
  readonly text: string;
  readonly certain: boolean;
}

const sure = (text: string): Declined => ({ text, certain: true });
const asked = (text: string): Declined => ({ text, certain: false });

const VOWELS = /[аеёиоуыэюя]/gu;
const HARD_END = /[бвгджзйклмнпрстфхцчшщ]$/u;
const syllables = (word: string) => word.match(VOWELS)?.length ?? 0;
const cut = (word: string, count: number, tail: string) => word.slice(0, -count) + tail;

/** Adjectives as surnames: «Толстой», «Рыжий», «Донской», «Третья». Null when the ending is none of an adjective. */
function adjective(word: string, gender: 'male' | 'female'): Declined | null {
  if (gender === 'female') {
    if (/[жчшщ]ая$/u.test(word)) return sure(cut(word, 2, 'ей'));
    // «Гая», «Чая»: too short to tell an adjective from a noun.
    // Georgian, and no adjective: «Шенгелая».
    if (word.endsWith('лая') && syllables(word) > 3) return asked(cut(word, 1, 'и'));
    if (word.endsWith('ая'))
      return syllables(word) > 2 ? sure(cut(word, 2, 'ой')) : asked(cut(word, 2, 'ой'));
    if (word.endsWith('яя')) return sure(cut(word, 2, 'ей'));
    return word === 'третья' ? sure('третьей') : null;
  }
  if (/(?:ск|цк)ий$/u.test(word)) return sure(cut(word, 2, 'ого'));
  if (word.endsWith('ый')) return sure(cut(word, 2, 'ого'));
  if (word === 'третий') return sure('третьего');
  if (word.endsWith('ий')) return soft(word);
  if (word.endsWith('ой')) return stressed(word);
  return null;
}

/** «-ий»: an adjective («Рыжего», «Великого», «Верхнего») or a noun («Топчия», «Юрия»). */
function soft(word: string): Declined {
  if (SOFT_ADJECTIVES.has(word)) return sure(cut(word, 2, /[гкх]ий$/u.test(word) ? 'ого' : 'его'));
  if (word.endsWith('кий'))
    return syllables(word) > 2 ? sure(cut(word, 2, 'ого')) : asked(cut(word, 2, 'ого'));
  if (/[гх]ий$/u.test(word)) return asked(cut(word, 2, 'ого'));
  if (/[жчшщн]ий$/u.test(word)) return asked(cut(word, 2, 'его'));
  return asked(cut(word, 1, 'я'));
}

/** «-ой»: an adjective («Толстого», «Полевого») or a noun («Боя», «Покоя»). */
function stressed(word: string): Declined {
  const noun = cut(word, 1, 'я');
  const adj = cut(word, 2, 'ого');
  if (NOUN_SURNAMES.has(word)) return sure(noun);
  if (syllables(word) === 1) return /^(?:злой|мой|твой|свой)$/u.test(word) ? asked(adj) : sure(noun);
  return /(?:[сц]к|.[аеёиоуыэюя].*[оеё]в|н)ой$/u.test(word) || word === 'толстой' ? sure(adj) : asked(adj);
}

/** «-ых» and «-их» of a former genitive («Белых», «Долгих») stay; a German name («Эрлих») does not. */
function plural(word: string): Declined | null {
  if (word.endsWith('ых')) return syllables(word) > 1 ? sure(word) : asked(word);
  if (!word.endsWith('их')) return null;
  if (/[гкхжчшщ]их$/u.test(word)) return syllables(word) > 1 ? sure(word) : asked(word);
  if (word.endsWith('них')) return asked(word);
  // No adjective has a soft «л», «р», «д» before «-их»: Эрлих, Рерих, Гейдрих.
  return sure(`${word}а`);
}

/** «-ец»: «Кравца», «Жильца», «Бойца», «Коломийца»; after two consonants the vowel stays («Кузнеца»), or may. A profession (`isNoun`) has no custom of a family. */
export function withEts(word: string, isNoun = false): Declined {
  const stem = word.slice(0, -2);
  const kept = `${word}а`;
  if (syllables(word) === 1) return asked(kept);
  if (/[аеёиоуыэюя]$/u.test(stem)) return sure(`${stem}йца`);
  if (/[бвгджзйклмнпрстфхцчшщь][бвгджзйклмнпрстфхцчшщ]$/u.test(stem)) return asked(kept);
  const form = stem.endsWith('л') ? `${stem}ьца` : `${stem}ца`;
  // Of short ones some families keep the vowel: «Кобеца».
  return (isNoun || syllables(word) > 2) && !/[жчшщц]$/u.test(stem) ? sure(form) : asked(form);
}

/** A man's surname that ends in a consonant, «й» or «ь». */
function consonant(word: string): Declined {
  const fleeting = FLEETING[word];
  if (fleeting !== undefined) return asked(fleeting);
  if (word.endsWith('ец')) return withEts(word);
  // Whether «о» and «е» stay is the family's own custom: «Волчка», but «Биноктока»; «Чапека».
  if (/(?:[оеё]к|[её]л|[её]р|[её]в)$/u.test(word) && syllables(word) > 1) {
    return /(?:ер|[бвгджзклмнпрстфхчшщ]ев|[аеиоуыэюя]ев)$/u.test(word) ? sure(`${word}а`) : asked(`${word}а`);
  }
  if (word.endsWith('ей')) return asked(cut(word, 1, 'я'));
  if (word.endsWith('й')) return sure(cut(word, 1, 'я'));
  if (word.endsWith('ь')) {
    if (/(?:[еёо][нлт]ь|[жчшщ]ь|сть)$/u.test(word)) return asked(cut(word, 1, 'я'));
    return sure(cut(word, 1, 'я'));
  }
  return UNSURE_SURNAMES.has(word) ? asked(`${word}а`) : sure(`${word}а`);
}

/** Surnames in «-а» and «-я», which decline for both genders unless they are French or Finnish. */
function inA(word: string): Declined {
  const before = word.at(-2) ?? '';
  if (ASKED_IN_A.has(word)) return asked(word);
  if (word.endsWith('ия')) return sure(cut(word, 1, 'и'));
  // «Гарсиа», «Бенуа», «Моравиа».
  if (word.endsWith('а') && /[аеёиоуыэюя]/u.test(before)) return sure(word);
  // «Пихоя», «Барилла», «Забейворота»: foreign, or two words in one.
  if (/(?:[оа]я|лла|рра|ворота|борода)$/u.test(word))
    return asked(cut(word, 1, word.endsWith('я') ? 'и' : 'ы'));
  const end = word.endsWith('я') || /[гкхжчшщ]/u.test(before) ? 'и' : 'ы';
  return sure(cut(word, 1, end));
}

/** A woman's surname that may be the feminine of a man's: «Иванова» → «Ивановой», but «Сова» → «Совы». */
function possessive(word: string): Declined | null {
  if (!/(?:[оеё]ва|[иы]на)$/u.test(word)) return null;
  const form = cut(word, 1, 'ой');
  // «Рева», «Сова», «Калина»: nouns, or the feminine of «Калин».
  if (NOUN_SURNAMES.has(word)) return asked(cut(word, 1, 'ы'));
  return syllables(word) > 2 ? sure(form) : asked(form);
}

/**
 * The genitive of one surname in lower case without a hyphen, by the rules of Russian grammar; both genders.
 * Where a family may have its own custom, or the same ending belongs to two kinds, the answer is not certain.
 */
export function surnameGenitive(word: string, gender: 'male' | 'female'): Declined {
  if (FIXED_SURNAMES.has(word)) return sure(word);
  const adj = adjective(word, gender);
  if (adj !== null) return adj;
  // «Сверло», «Кострище»: names of things in «-о» and «-е» do not change as surnames either.
  if (/[оеёэиыую]$/u.test(word)) return sure(word);
  if (gender === 'female') {
    if (/[ьй]$/u.test(word) || HARD_END.test(word)) return sure(word);
    return possessive(word) ?? inA(word);
  }
  const many = plural(word);
  if (many !== null) return many;
  if (/[ьй]$/u.test(word) || HARD_END.test(word)) return consonant(word);
  if (/[ая]$/u.test(word)) {
    // A man named «Иванова» is a slip, «Рева» and «Калина» are not.
    return /(?:[оеё]ва|[иы]на)$/u.test(word) && !NOUN_SURNAMES.has(word) && syllables(word) > 2
      ? asked(cut(word, 1, 'ы'))
      : inA(word);
  }
  return asked(word);
}
