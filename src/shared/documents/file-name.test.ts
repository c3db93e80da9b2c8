import { describe, expect, it } from 'vitest';
import { clientFolderName, documentFileName } from './file-name';
import type { DocumentSnapshot } from './snapshot';

const invoice = (number: string, name: string) =>
  ({ type: 'invoice', number, date: '2026-11-21', buyer: { name, fullName: '' } }) as DocumentSnapshot;

describe('file name', () => {
  it('says what, which, when and for whom', () => {
    expect(documentFileName(invoice('А7-000123', 'ООО «Ромашка»'), 'pdf')).toBe(
      'Счёт № А7-000123 от 21.11.2026 — Ромашка.pdf',
    );
    expect(documentFileName(invoice('А7-000123', 'ИП Иванов И. И.'), 'docx')).toBe(
      'Счёт № А7-000123 от 21.11.2026 — ИП Иванов И. И.docx',
    );
    expect(
      documentFileName(
        {
          type: 'contract',
          number: '45/2026',
          date: '2026-11-21',
          customer: { name: '', fullName: '' },
        } as DocumentSnapshot,
        'docx',
      ),
    ).toBe('Договор № 45-2026 от 21.11.2026.docx');
  });

  it.each([
    '../../etc/passwd',
    'CON',
    'a<b>c:d"e|f?g*h\\i',
    'x\u0000y\u001fz',
    'abc\u202efdp.exe',
    'я'.repeat(10_000),
    '😀'.repeat(500),
    '\ud83d broken',
    '...   ',
    '   . . .',
  ])('stays safe for %j', (name) => {
    for (const format of ['pdf', 'docx'] as const) {
      const file = documentFileName(invoice('1/2', name), format);
      expect(file).not.toMatch(/[<>:"/\\|?*]|\p{Cc}|\p{Cf}|\p{Cs}/u);
      expect(file.length).toBeLessThanOrEqual(120);
      expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
      expect(file).toMatch(new RegExp(`^Счёт № 1-2 от 21\\.11\\.2026[^]*(?<![ .])\\.${format}$`, 'u'));
    }
  });
});

describe('folder of a client', () => {
  it.each([
    ['ООО «Ромашка»', 'Ромашка'],
    ['../../etc', 'etc'],
    ['..', 'Без названия'],
    ['', 'Без названия'],
    ['nul.txt', '_nul.txt'],
    ['COM1', '_COM1'],
    ['ИП Коваль О. И.', 'ИП Коваль О. И'],
    ['a/b\\c', 'a b c'],
  ])('%j is %j', (name, folder) => {
    expect(clientFolderName(invoice('1', name))).toBe(folder);
  });

  it('is short whatever the name', () => {
    expect(clientFolderName(invoice('1', 'я'.repeat(10_000))).length).toBeLessThanOrEqual(80);
    expect(clientFolderName(invoice('1', '😀'.repeat(500)))).not.toMatch(/\p{Cs}/u);
  });
});
