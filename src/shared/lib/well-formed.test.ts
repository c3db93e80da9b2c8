import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWellFormedJson, parseWellFormed, wellFormed, wellFormedText } from './well-formed';

it.each([
  ['a\ud83db', 'a\ufffdb'],
  ['\udc4d\ud83d', '\ufffd\ufffd'],
  ['😀', '😀'],
  ['a\0b', 'a\ufffdb'],
  ['\ufffe\uffff', '\ufffe\uffff'],
])('%j is mended to %j', (text, expected) => {
  expect(wellFormedText(text)).toBe(expected);
});

const odd = fc.array(
  fc.constantFrom('a', '\ud83d', '\udc4d', '\0', '\\', '\\u', 'd83d', '"', '😀', '\ufffe', '\n'),
  {
    maxLength: 8,
  },
);
const text = fc.oneof(
  odd.map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(null, 1, true, Number.NaN, undefined),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  ),
})).any;

it('makes every text sound, and leaves sound values the very same', () => {
  fc.assert(
    fc.property(value, (any) => {
      const sound = wellFormed(any);
      const json = JSON.stringify(sound) ?? '';
      expect(json).not.toMatch(/\p{Surrogate}/u);
      expect(isWellFormedJson(json)).toBe(true);
      expect(wellFormed(sound)).toBe(sound);
      const raw = JSON.stringify(any) ?? '';
      expect(isWellFormedJson(raw)).toBe(raw === json);
      if (raw === json) expect(sound).toEqual(any);
    }),
    { numRuns: 2000 },
  );
});

it('reads JSON of others, however it is written', () => {
  fc.assert(
    fc.property(value, (any) => {
      const json = JSON.stringify(any ?? null);
      expect(parseWellFormed(json)).toEqual(wellFormed(JSON.parse(json)));
    }),
  );
  expect(parseWellFormed('{"a\\uD83D":"\\u0000\\ud83d\\ude00"}')).toEqual({ 'a\ufffd': '\ufffd😀' });
});

it('leaves what is no plain value', () => {
  const bytes = new Uint8Array([1]);
  expect(wellFormed({ bytes, at: null }).bytes).toBe(bytes);
  expect(Object.getPrototypeOf(wellFormed(JSON.parse('{"__proto__":{"a":"\\ud83d"}}')))).toBe(
    Object.prototype,
  );
});
