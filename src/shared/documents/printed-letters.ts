/**
 * Code points all fonts of our pdf can draw (`resources/fonts`), as hexadecimal ranges; a test holds them against the files.
 * The form warns by them of what would be printed as «?».
 */
const RANGES = `
  20-7e a0-17f 18f 192 1a0-1a1 1af-1b0 1f0 1fa-1ff 218-21b 237 259 2bc 2c6-2c7 2c9 2d8-2dd 2f3 300-301 303 309
  30f 323 384-38a 38c 38e-3a1 3a3-3ce 3d1-3d2 3d6 400-486 488-513 1e00-1e01 1e3e-1e3f 1e80-1e85 1e9e 1ea0-1ef9
  1f4d 2000-200b 2010 2013-2015 2017-201e 2020-2022 2026 2030 2032-2033 2039-203a 203c 2044 2074-2079
  207f-2089 20a3-20a4 20a6-20ac 20b1 2105 2113 2116 2122 2126 212e 215b-215e 2202 2206 220f 2211-2212 221a
  221e 222b 2248 2260 2264-2265 25a0 25ca-25cb 25cf fb01-fb02 fffc
`;

const ranges = RANGES.trim()
  .split(/\s+/u)
  .map((range) => range.split('-').map((code) => Number.parseInt(code, 16)));

/** True for a code point every font of the pdf has. */
export const isPrinted = (code: number): boolean =>
  ranges.some(([first = 0, last = first]) => first <= code && code <= last);

/** What is left out or spelled out on the way to print: controls, marks nobody sees, pictures, letters with a plain form. */
const HANDLED = /[\p{C}\p{Z}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/u;

/** The letters of a text that no plain form stands for and the fonts lack, each once, at most ten: «漢, 字». */
export function lettersWithoutGlyph(text: string): string {
  const missing = new Set<string>();
  for (const letter of text.normalize('NFC')) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x250 || HANDLED.test(letter) || letter === '₽' || isPrinted(code)) continue;
    if ([...letter.normalize('NFKC')].every((part) => isPrinted(part.codePointAt(0) ?? 0))) continue;
    missing.add(letter);
    if (missing.size === 10) break;
  }
  return [...missing].join(', ');
}
