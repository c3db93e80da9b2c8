import { type Declined, surnameGenitive } from './surname';

/** Which part of a full name a word is. */
export type NamePart = 'last' | 'first' | 'middle';

/** First parts of compound names that stay as they are: «Абдул-Азиза», «Бонч-Бруевича». */
const FIXED_HEADS: Readonly<Record<NamePart, readonly string[]>> = {
  first: [
    'касым',
    'жан',
    'пьер',
    'хаджи',
    'мухаммед',
    'магомед',
    'ахмад',
    'мирза',
    'шах',
    'дин',
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
  last: [
    'бонч',
    'тян',
    'аль',
    'эль',
    'ибн',
    'бен',
    'де',
    'ван',
    'фон',
    'тер',
    'сан',
    'мак',
    'бей',
    'кара',
    'ибрагим',
    'оглы',
  ],
  middle: ['абдул', 'абд', 'абду', 'абу', 'аль', 'эль', 'нур'],
};

/** Feminine first names in a soft sign that change beyond doubt; of the Turkic ones («Айгуль») families differ. */
const SOFT_FEMALE = new Set(['любовь', 'нинель', 'рахиль', 'юдифь', 'эсфирь', 'нелль', 'жизель', 'рашель']);

/** Heads of double surnames that are surnames of their own: «Чернышевой-Лебедь», «Лебедева-Кумача». */
const OWN_SURNAME = /(?:[оеё]в|[иы]н|ский|цкий|ич|ко|[оеё]ва|[иы]на|ская|цкая|ян|дзе|швили|ий|ая)$/u;

const VOWELS = /[аеёиоуыэюя]/gu;
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
): Declined | null {
  if (isHead && FIXED_HEADS[part].includes(word)) return { text: word, certain: true };
  if (part === 'first') return firstName(word, gender, isHead);
  if (part === 'middle') return patronymic(word, gender);
  if (!isHead || OWN_SURNAME.test(word)) return surnameGenitive(word, gender);
  // «Тер-Акопян», «Сквозник-Дмухановский»: a part that is no surname of its own stays, which only the bearer knows.
  const declined = surnameGenitive(word, gender);
  return { text: (word.match(VOWELS)?.length ?? 0) < 2 ? word : declined.text, certain: false };
}

function patronymic(word: string, gender: 'male' | 'female'): Declined | null {
  if (gender === 'male' && /ич$/u.test(word)) return { text: `${word}а`, certain: true };
  if (gender === 'female' && /(?:в|ч|ш)на$/u.test(word)) return { text: cut(word, 'ы', 1), certain: true };
  return null;
}

function firstName(word: string, gender: 'male' | 'female', isHead: boolean): Declined | null {
  if (gender === 'female') {
    if (word.endsWith('ь')) return { text: cut(word, 'и', 1), certain: SOFT_FEMALE.has(word) };
    // A feminine name with a hard end («Элизабет», «Гульназ», «Кармен») does not change.
    if (/[бвгджзйклмнпрстфхцчшщ]$/u.test(word)) return { text: word, certain: true };
    // «Андреа», «Леа»: some write «Леи», most nothing.
    return /[аеёоуыэюя]а$/u.test(word) ? { text: word, certain: false } : null;
  }
  if (/[аеёиоуыэюя]а$/u.test(word)) return { text: word, certain: false };
  if (/[^ь]я$/u.test(word) && !MALE_IN_YA.has(word)) return { text: cut(word, 'и', 1), certain: false };
  // Of a man's double name the first part mostly stays («Касым-Жомарта»), and sometimes not («Карла-Густава»).
  return isHead ? { text: word, certain: false } : null;
}

/** Men's names in «-я» that change beyond doubt; rare foreign ones («Николя») do not. */
const MALE_IN_YA = new Set([
  'захария',
  'иеремия',
  'исайя',
  'ваня',
  'костя',
  'коля',
  'саня',
  'митя',
  'гия',
  'добрыня',
]);
