/** Marks inside a word that people leave out or type in several ways: apostrophes, stress, joiners, direction. */
const INSIDE = /['’‘`ʼ′\p{Cf}\p{Mn}\p{Me}]+/gu;
/** Nearly every text: its letters are composed, and nothing stands inside a word that people leave out. */
const PLAIN = /^[\s -&(-_a-~«»№–—А-Яа-яЁё]*$/;
const BETWEEN = /[^\p{L}\p{N}]+/gu;

/**
 * Text as the index and the query both know it: composed letters, lower case, ё as е, only letters and digits,
 * one space between words. Quotes, dashes and dots only part words; apostrophes and stress marks vanish.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll('ё', 'е').replace(BETWEEN, ' ').trim();
  return text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(INSIDE, '')
    .replaceAll('ё', 'е')
    .replace(BETWEEN, ' ')
    .trim();
}

/** The folded words of a text, in order; an empty text has none. */
export function words(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** The different words of several texts, once each: what a record is found by. */
export function wordSet(texts: readonly (string | undefined)[]): string {
  const found = new Set<string>();
  for (const text of texts) if (text) for (const word of words(text)) found.add(word);
  return [...found].join(' ');
}
