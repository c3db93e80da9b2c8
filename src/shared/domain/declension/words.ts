/** One space between words, none at the ends; letters composed (macOS writes «й» as two code points). */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * Give `word`, an inflected form of `model`, the model's capitals: «ИВАНОВ» → «ИВАНОВА», «Иванов» → «Иванова»,
 * «МакДональд» → «МакДональда».
 */
export function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const letters = [...word.toLowerCase()];
  const same = [...model].findIndex((letter, at) => letter.toLowerCase() !== letters[at]);
  const kept = same === -1 ? model.length : same;
  const first = model.charAt(0);
  if (kept === 0) return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  return model.slice(0, kept) + letters.slice(kept).join('');
}
