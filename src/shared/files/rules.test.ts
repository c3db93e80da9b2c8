import { describe, expect, it } from 'vitest';
import { isRunnable, safeFileName } from './rules';

describe('what is opened', () => {
  it.each(['счёт.exe', 'СЧЁТ.EXE', 'a.pdf.js', 'a.bat.', 'a.cmd ', 'x.docm', 'y.lnk'])('not %s', (name) => {
    expect(isRunnable(name)).toBe(true);
  });
  it.each(['счёт.pdf', 'exe', 'фото.jpg', 'договор.docx', 'запись 1.mp3', '.bashrc'])('but %s', (name) => {
    expect(isRunnable(name)).toBe(false);
  });
});

describe('a name for any system', () => {
  it.each([
    ['../../etc/passwd', '....etcpasswd'],
    ['a<b>:"c|?*.pdf', 'abc.pdf'],
    ['счёт\u202Efdp.exe', 'счётfdp.exe'],
    ['nul.txt', '_nul.txt'],
    ['   ', 'файл'],
    ['точки...', 'точки'],
    [`${'я'.repeat(300)}.pdf`, `${'я'.repeat(180)}.pdf`],
  ])('%j is %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });
});
