import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endingOf, safeFileName } from './file-name';
import { openableEnding } from './openable';

describe('a name for any system', () => {
  it.each([
    ['../../etc/passwd', 'etcpasswd'],
    ['..\\..\\autoexec.bat', 'autoexec.bat'],
    ['.bashrc', 'bashrc'],
    ['a<b>:"c|?*.pdf', 'abc.pdf'],
    ['a.txt:x.exe', 'a.txtx.exe'],
    ['%APPDATA%.pdf', 'APPDATA.pdf'],
    ['счёт\u202Efdp.exe', 'счётfdp.exe'],
    ['a.pdf\u3164\u2800', 'a.pdf'],
    ['nul.txt', '_nul.txt'],
    ['nul .txt', '_nul .txt'],
    ['COM¹.pdf', '_COM¹.pdf'],
    ['CONIN$', '_CONIN$'],
    ['common.pdf', 'common.pdf'],
    ['   ', 'файл'],
    ['...', 'файл'],
    ['точки...', 'точки'],
    ['договор ．exe', 'договор .exe'],
    ['\ud83d.pdf', 'pdf'],
    ['й'.normalize('NFD'), 'й'],
    [`${'я'.repeat(300)}.pdf`, `${'я'.repeat(118)}.pdf`],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
    [`a.pdf.${'x'.repeat(300)}`, `a.pdf.${'x'.repeat(194)}`],
    [`${'a'.repeat(195)}.exe ${'b'.repeat(90)}`, `${'a'.repeat(195)}.exe`],
  ])('%j is %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  const odd = fc.constantFrom(
    ...'.:/\\%"|*? \u200b\u202e\u00a0\u3164\ufe0f\0\ud83d\udc4d\u0338<．／\u212aexpdfнйИ\u0306¹$',
    'nul',
    'com1',
    '.exe',
    '.pdf',
  );
  it('is a name and stays what it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(odd, { maxLength: 300 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary', maxLength: 300 }),
        ),
        (name) => {
          const safe = safeFileName(name);
          expect(safeFileName(safe)).toBe(safe);
          expect(safe).not.toMatch(/[/\\:*?"<>|%\p{Cc}\p{Cf}\p{Cs}]|^[.\s]|[.\s]$|^$/u);
          expect(safe.length).toBeLessThanOrEqual(200);
          expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('what is opened', () => {
  it.each([
    'Акт.exe"',
    'Акт.bat\u200b',
    'Акт.e|xe',
    'Акт.lnk\u202e',
    'Акт.exe ',
    'Акт.exe.',
    'Акт.pdf .exe',
    'Акт.pdf:x.exe',
    'Акт．exe',
    'Акт.EXE',
    `${'a'.repeat(196)}.exe`,
    `Акт.pdf${'x'.repeat(300)}`,
    'pdf',
    '.pdf',
    ...(
      'html htm jnlp pyw application msu diagcab website theme library-ms wll searchconnector-ms url lnk scr com js hta ' +
      'svg doc docm dotm xls xlsm xll xlam rtf csv slk iqy eml msg zip rar iso img vhd chm desktop sh command app dmg ' +
      'pkg jar py ps1 reg inf cpl msi appref-ms settingcontent-ms contact m3u asx wma mht xml ics vcf'
    )
      .split(' ')
      .map((ending) => `Акт.${ending}`),
  ])('not %j', (name) => {
    expect(openableEnding(name)).toBeUndefined();
  });
  it.each([
    ['счёт.pdf', 'pdf'],
    ['счёт.PDF', 'pdf'],
    ['счёт.exe.pdf', 'pdf'],
    ['счёт.p\u200bdf', 'pdf'],
    ['счёт.pdf. ', 'pdf'],
    ['фото.JPEG', 'jpg'],
    ['договор.docx', 'docx'],
    ['запись 1.mp3', 'mp3'],
  ])('but %j as %s', (name, ending) => {
    expect(openableEnding(name)).toBe(ending);
  });
  it('goes by the name as it is written', () => {
    expect(endingOf(safeFileName('Акт.exe"'))).toBe('exe');
    expect(endingOf(safeFileName('Акт.lnk\u202e'))).toBe('lnk');
  });
});
