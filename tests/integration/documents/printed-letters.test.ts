import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPrinted, lettersWithoutGlyph } from '@shared/documents/printed-letters';
import { expect, it } from 'vitest';
import { fontCoverage } from '../../../src/main/documents/font-coverage';

const fonts = ['Roboto-Regular', 'Roboto-Medium', 'LiberationSerif-Regular', 'LiberationSerif-Bold'].map(
  (name) => fontCoverage(readFileSync(join(process.cwd(), 'resources/fonts', `${name}.ttf`))),
);

it('the form knows the letters of every font of the pdf', () => {
  const wrong: number[] = [];
  for (let code = 0x20; code <= 0xffff; code += 1) {
    if (fonts.every((has) => has(code)) !== isPrinted(code)) wrong.push(code);
  }
  expect(wrong).toEqual([]);
});

it.each([
  ['ООО «Ромашка», 5 м² — 10 ₽ № 3', ''],
  ['Товар 😀', ''],
  ['漢字 и 漢', '漢, 字'],
  ['ﬁ', ''],
])('%s lacks %s', (text, letters) => expect(lettersWithoutGlyph(text)).toBe(letters));
