/** One space between words, none at the ends; letters composed (macOS writes «й» as two code points). */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Give `word` the capitals of `model`: «ИВАНОВ» → «ИВАНОВА», «Иванов» → «Иванова», «иванов» → «иванова». */
export function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  const rest = word.toLowerCase().slice(1);
  return (first === first.toUpperCase() ? word.charAt(0).toUpperCase() : word.charAt(0).toLowerCase()) + rest;
}
