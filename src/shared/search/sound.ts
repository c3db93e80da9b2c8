/**
 * How a word sounds, whichever of the two alphabets it is written in: replacements done one after another over a
 * folded word. Soft and hard signs vanish, as they do in Latin; what the many ways of writing Russian names in Latin
 * letters differ in (y, i, j; kh, h; shch, sch; ye, ie, e) becomes one. The store does the same in SQL, so that a
 * rule is a plain replacement and nothing cleverer.
 */
export const soundRules: readonly (readonly [from: string, to: string])[] = [
  ...Object.entries({
    ь: '',
    ъ: '',
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ґ: 'g',
    д: 'd',
    е: 'e',
    є: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    і: 'i',
    ї: 'i',
    й: 'i',
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
    х: 'h',
    ц: 'ts',
    ч: 'č',
    ш: 'sh',
    щ: 'sh',
    ы: 'i',
    э: 'e',
    ю: 'iu',
    я: 'ia',
  }),
  ['shch', 'sh'],
  ['sch', 'sh'],
  ['kh', 'h'],
  ['ph', 'f'],
  ['ck', 'k'],
  ['ch', 'č'],
  ['c', 'k'],
  ['q', 'k'],
  ['w', 'v'],
  ['x', 'ks'],
  ['y', 'i'],
  ['j', 'i'],
  ['ie', 'e'],
  ['io', 'e'],
  ['ii', 'i'],
];

/** The sound of a folded word: «татьяна» and «tatiana» are `tatiana`, «юрий» and «yuri» are `iuri`. */
export function soundOf(word: string): string {
  return soundRules.reduce((text, [from, to]) => text.replaceAll(from, to), word);
}
