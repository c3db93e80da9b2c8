/** Latin spellings of Cyrillic letters where usage differs; the rest is the same everywhere. */
type Letters = Readonly<Record<string, string>>;

const common: Letters = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** The usual English way, the way of Russian passports (ICAO Doc 9303, part 3), and the way of mail addresses. */
const handlers: readonly Letters[] = [
  common,
  { ...common, й: 'i', ъ: 'ie', ю: 'iu', я: 'ia' },
  { ...common, х: 'h', ц: 'c', щ: 'sch', й: 'j', ю: 'ju', я: 'ja' },
];

/** The longest first: «shch» is one letter, not four. */
const cyrillicOf: readonly (readonly [latin: string, cyrillic: string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ph', 'ф'],
  ['ck', 'к'],
  ['ts', 'ц'],
  ['ya', 'я'],
  ['ia', 'я'],
  ['ja', 'я'],
  ['yu', 'ю'],
  ['iu', 'ю'],
  ['ju', 'ю'],
  ['yo', 'е'],
  ['jo', 'е'],
  ['ye', 'е'],
  ['iy', 'ий'],
  ['yi', 'ый'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'к'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['x', 'кс'],
  ['z', 'з'],
];

/** So many spellings of a word are worth asking for. */
const MOST = 3;
const VOWEL = /[аеиоуыэюя]$/u;

function toCyrillic(word: string): string {
  let made = '';
  let place = 0;
  while (place < word.length) {
    const rest = word.slice(place);
    const found = cyrillicOf.find(([latin]) => rest.startsWith(latin));
    if (found) {
      made += found[1];
      place += found[0].length;
    } else {
      // A lonely «y»: й after a vowel, ы between consonants, «ий» at the end, which «и» begins.
      if (rest.startsWith('y')) made += VOWEL.test(made) ? 'й' : rest.length === 1 ? 'и' : 'ы';
      else made += rest.charAt(0);
      place += 1;
    }
  }
  return made;
}

const toLatin = (word: string, letters: Letters) => [...word].map((sign) => letters[sign] ?? sign).join('');

/**
 * A folded word in the letters of the other alphabet, the likeliest spelling first, at most three: «ivanov» →
 * «иванов», «юрий» → «yuriy», «iurii», «jurij». None for a word of both alphabets or of none.
 */
export function spellings(word: string): string[] {
  const latin = /[a-z]/.test(word);
  if (latin === /[а-я]/.test(word)) return [];
  if (latin) {
    const made = toCyrillic(word);
    // «eldar» is «эльдар», «plus» is «плюс», «tsoi» is «цой».
    const others = [
      word.startsWith('e') ? made.replace(/^е/, 'э') : made,
      made.replace(/лу/, 'лю'),
      made.replace(/(?<=[аеоуэюя])и$/, 'й'),
    ];
    return [...new Set([made, ...others])].slice(0, MOST);
  }
  return [...new Set(handlers.map((letters) => toLatin(word, letters)))].filter((made) => made !== '');
}
