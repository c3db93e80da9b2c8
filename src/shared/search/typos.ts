const CYRILLIC = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
const LATIN = 'abcdefghijklmnopqrstuvwxyz';

/** In a shorter word one wrong letter makes another word too often. One letter less was a word of five without one. */
const SHORTEST = 5;
/** A longer word is not typed but pasted. */
const LONGEST = 24;

/**
 * Every folded word that one slip of a finger makes of this one: two letters swapped, one replaced, one too many, one
 * missing. The likeliest slips first; a dropped last letter, which anything longer begins with, is the last. Of four
 * letters only the words of five that miss one. None for shorter words, with digits, or of other alphabets.
 */
export function oneSlip(word: string): string[] {
  if (word.length < SHORTEST - 1 || word.length > LONGEST) return [];
  const alphabet = /^[а-я]+$/.test(word) ? CYRILLIC : /^[a-z]+$/.test(word) ? LATIN : '';
  if (alphabet === '') return [];
  const made = new Set<string>();
  const { length } = word;
  if (length < SHORTEST) {
    for (let i = 0; i < length; i += 1)
      for (const letter of alphabet) made.add(word.slice(0, i) + letter + word.slice(i));
    return [...made];
  }
  for (let i = 0; i + 1 < length; i += 1)
    made.add(word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2));
  for (let i = 0; i + 1 < length; i += 1) made.add(word.slice(0, i) + word.slice(i + 1));
  for (let i = 0; i < length; i += 1) {
    const [before, from, after] = [word.slice(0, i), word.slice(i), word.slice(i + 1)];
    for (const letter of alphabet) made.add(before + letter + after).add(before + letter + from);
  }
  made.delete(word);
  // Its last letter twice is a longer ending, too: whatever begins with the word is found already.
  made.delete(word + word.charAt(length - 1));
  made.add(word.slice(0, -1));
  return [...made];
}
