import { printQuotes } from '../lib/nested-quotes';

const NBSP = '\u00a0';

/** No-break spaces where Russian print wants them: between thousands, after № and initials, before a dash, «г.», % and ₽. */
export function glue(text: string): string {
  return text
    .replace(/№\s*(?=[^\s])/gu, `№${NBSP}`)
    .replace(/ ([—–]) /gu, `${NBSP}$1 `)
    .replace(/(?<=\d) (?=\d{3}(?!\d))/gu, NBSP)
    .replace(/(\d) (?=(?:г\.|руб\.|коп\.|%|₽))/gu, `$1${NBSP}`)
    .replace(/(?<![\p{L}\d])(п|ст|г|д|стр|ул|тел) ?\. (?=[\p{L}\d])/gu, `$1.${NBSP}`)
    .replace(/(?<!\p{L})(\p{Lu}\.) ?(?=\p{Lu}\.)/gu, `$1${NBSP}`)
    .replace(/(?<!\p{L})(\p{Lu}\.) (?=\p{Lu}\p{Ll})/gu, `$1${NBSP}`)
    .replace(/(?<!\p{L})(\p{Lu}\p{Ll}+) (?=\p{Lu}\.)/gu, `$1${NBSP}`);
}

/** Both of the above, for sentences and names of parties. */
export const typography = (text: string): string => glue(printQuotes(text));
