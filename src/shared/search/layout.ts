const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю';
const LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';

const toCyrillic = new Map<string, string>();
const toLatin = new Map<string, string>();
for (let place = 0; place < LATIN.length; place += 1) {
  const cyrillic = CYRILLIC.charAt(place);
  toCyrillic.set(LATIN.charAt(place), cyrillic);
  toCyrillic.set(LATIN_SHIFTED.charAt(place), cyrillic.toUpperCase());
  toLatin.set(cyrillic, LATIN.charAt(place));
  toLatin.set(cyrillic.toUpperCase(), LATIN_SHIFTED.charAt(place));
}

/** Signs that are letters of the Russian layout: х ъ ж э б ю ё. */
const SIGNS = /^[\s[\]{};:'",.<>`~]*$/;

/** A dot or a comma between digits is no letter: «bdfyjd 45.67». */
const IN_NUMBER = /(?<=\d)[.,](?=\d)/g;

/**
 * The same keys in the other keyboard layout: «bdfyjd» → «иванов», «,» → «б», «фдзрф» → «alpha». `''` when the text
 * has letters of both alphabets, or neither letters nor keys that are letters in the other layout, so that nobody can
 * have meant it.
 */
export function otherLayout(text: string): string {
  const cyrillic = /[а-яё]/i.test(text);
  const latin = /[a-z]/i.test(text) || (!cyrillic && /\S/.test(text) && SIGNS.test(text));
  if (latin === cyrillic) return '';
  const keys = latin ? toCyrillic : toLatin;
  return [...text.replace(IN_NUMBER, '-')].map((sign) => keys.get(sign) ?? sign).join('');
}
