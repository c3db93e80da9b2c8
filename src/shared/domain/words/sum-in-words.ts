import { convert } from 'number-to-words-ru';
import { moneyToDecimal } from '../../lib/money';

/**
 * A sum as documents write it: «Сто двадцать две тысячи рублей 00 копеек», with a capital letter and kopecks in
 * digits. Whole kopecks only; a RangeError otherwise.
 */
export function sumInWords(kopecks: number): string {
  if (!Number.isSafeInteger(kopecks)) throw new RangeError(`not a whole number of kopecks: ${kopecks}`);
  const words = convert(moneyToDecimal(kopecks)).trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
