import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { assertText, decodeChunks, decodeWhole, type ImportEncoding, sniffEncoding } from './decode';

const bytes = (text: string, encoding: string, addBOM = false) => iconv.encode(text, encoding, { addBOM });

async function decodeIn(pieces: readonly Uint8Array[], encoding: ImportEncoding): Promise<string> {
  let text = '';
  for await (const chunk of decodeChunks(pieces, encoding)) text += chunk.text;
  return text;
}

function cut(whole: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const size of [...sizes, whole.length]) {
    pieces.push(whole.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

describe('sniffEncoding', () => {
  const text = 'Название;Город\r\nООО «Ромашка»;Нижний Новгород\r\n';

  it.each([
    ['utf-8', bytes(text, 'utf8')],
    ['utf-8-bom', bytes(text, 'utf8', true)],
    ['windows-1251', bytes(text, 'windows-1251')],
    ['cp866', bytes(text.replace(/[«»]/g, '"'), 'cp866')],
    ['utf-16le', bytes(text, 'utf-16le', true)],
    ['utf-16le', bytes(text, 'utf-16le')],
    ['utf-16be', bytes(text, 'utf-16be', true)],
    ['utf-8', bytes('name;city\nAcme;Berlin\n', 'utf8')],
    ['windows-1251', bytes('ИНН;НАИМЕНОВАНИЕ ОРГАНИЗАЦИИ\r\n', 'windows-1251')],
    ['cp866', bytes('ИНН;НАИМЕНОВАНИЕ ОРГАНИЗАЦИИ\r\n', 'cp866')],
    ['windows-1251', bytes('ё;1\n', 'windows-1251')],
    ['koi8-r', bytes(text.replace(/[«»]/g, '"'), 'koi8-r')],
    ['koi8-r', bytes('ИНН;НАИМЕНОВАНИЕ ОРГАНИЗАЦИИ\r\n', 'koi8-r')],
    ['koi8-r', bytes('телефон;город\n+74951234567;москва\n', 'koi8-r')],
    ['mac-cyrillic', bytes(text, 'mac-cyrillic')],
    // Capitals alone stand at the same bytes in both.
    ['cp866', bytes('ИНН;НАИМЕНОВАНИЕ ОРГАНИЗАЦИИ\r\n', 'mac-cyrillic')],
    ['mac-cyrillic', bytes('Название;Город\rИП Ёлкин;Тверь\r', 'mac-cyrillic')],
  ] as const)('knows %s', (encoding, head) => {
    expect(sniffEncoding(head)).toBe(encoding);
  });

  it('does not mind a character cut at the end of the sample', () => {
    const head = bytes(text.repeat(3), 'utf8');
    for (let length = head.length - 8; length <= head.length; length += 1) {
      expect(sniffEncoding(head.subarray(0, length))).toBe('utf-8');
    }
  });

  it('does not give up UTF-8 for one damaged character', () => {
    const head = Buffer.concat([bytes(text, 'utf8'), Buffer.from([0xff]), bytes(text, 'utf8')]);
    expect(sniffEncoding(head)).toBe('utf-8');
  });
});

describe('assertText', () => {
  it.each([
    ['xlsx', [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0]],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
    ['pdf', [...Buffer.from('%PDF-1.7\n1 0 obj')]],
    ['NUL bytes', [...Buffer.from('a;b\0c\n')]],
  ])('refuses %s', (_, head) => {
    expect(() => assertText(Uint8Array.from(head))).toThrow('import-not-text');
  });

  it('refuses emptiness, with a BOM or without', () => {
    for (const head of ['', '\ufeff', ' \r\n\t'])
      expect(() => assertText(Buffer.from(head))).toThrow('import-empty');
  });

  it('takes Russian UTF-16', () => {
    expect(() => assertText(bytes('Имя\tГород\r\n', 'utf-16le', true))).not.toThrow();
  });
});

describe('decodeChunks', () => {
  const encodings: ImportEncoding[] = [
    'utf-8',
    'utf-8-bom',
    'windows-1251',
    'cp866',
    'koi8-r',
    'mac-cyrillic',
    'utf-16le',
    'utf-16be',
  ];

  it('gives the same text for any cutting of any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc
            .string({ unit: 'binary', maxLength: 60 })
            .map((text) => Uint8Array.from(Buffer.from(text, 'utf8'))),
          fc
            .string({ unit: 'binary', maxLength: 60 })
            .map((text) => Uint8Array.from(Buffer.from(text, 'utf16le'))),
        ),
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
        fc.constantFrom(...encodings),
        async (whole, sizes, encoding) => {
          expect(await decodeIn(cut(whole, sizes), encoding)).toBe(decodeWhole(whole, encoding));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('drops the BOM and counts bytes', async () => {
    const pieces = cut(bytes('Имя', 'utf8', true), [1, 1, 3]);
    const seen: number[] = [];
    let text = '';
    for await (const chunk of decodeChunks(pieces, 'utf-8-bom')) {
      seen.push(chunk.bytesRead);
      text += chunk.text;
    }
    expect(text).toBe('Имя');
    expect(seen.at(-1)).toBe(9);
  });
});
