import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePath, writeFailure, writeWhole } from '../../../src/main/app/whole-files';
import { MadeFiles } from '../../../src/main/documents/made-files';
import { makeSealer } from '../../../src/main/security/sealed';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'картотека документы '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = new TextEncoder().encode('содержимое');

describe('writing a file', () => {
  it('makes the folder and leaves nothing but the file', async () => {
    const path = join(folder, 'Ромашка', 'Счёт № 1.pdf');
    await writeWhole(path, bytes);
    expect(readFileSync(path, 'utf8')).toBe('содержимое');
    expect(readdirSync(join(folder, 'Ромашка'))).toEqual(['Счёт № 1.pdf']);
  });

  it('refuses in words when the place is taken, leaving no half-written file', async () => {
    mkdirSync(join(folder, 'занято.pdf', 'внутри'), { recursive: true });
    await expect(writeWhole(join(folder, 'занято.pdf'), bytes)).rejects.toMatchObject({
      code: 'file-write-failed',
      data: { name: 'занято.pdf' },
    });
    expect(readdirSync(folder)).toEqual(['занято.pdf']);
    writeFileSync(join(folder, 'файл'), '');
    await expect(writeWhole(join(folder, 'файл', 'x.pdf'), bytes)).rejects.toMatchObject({
      code: 'file-write-failed',
    });
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'no-permission'],
    ['EBUSY', 'file-write-failed'],
    ['EPERM', 'file-write-failed'],
  ])('%s is told as %s', (code, told) => {
    expect(writeFailure(Object.assign(new Error(), { code }), 'a.pdf').code).toBe(told);
  });

  it('never takes a name that is in use', () => {
    expect(freePath(folder, 'а.pdf')).toBe(join(folder, 'а.pdf'));
    writeFileSync(join(folder, 'а.pdf'), '');
    writeFileSync(join(folder, 'а (2).pdf'), '');
    expect(freePath(folder, 'а.pdf')).toBe(join(folder, 'а (3).pdf'));
  });
});

const key = Buffer.alloc(32, 7);
const sealer = makeSealer('test', () => key);

describe('made files', () => {
  it('are found again after a restart while they are there', () => {
    const path = join(folder, 'а.pdf');
    writeFileSync(path, '');
    new MadeFiles(folder, () => sealer).remember('d1', 'pdf', path);
    expect(new MadeFiles(folder, () => sealer).find('d1', 'pdf')).toBe(path);
    expect(new MadeFiles(folder, () => sealer).find('d1', 'docx')).toBeUndefined();
    expect(readFileSync(join(folder, 'documents-files.json'), 'utf8')).not.toContain('а.pdf');
    rmSync(path);
    expect(new MadeFiles(folder, () => sealer).find('d1', 'pdf')).toBeUndefined();
  });

  it('take nothing else for a document', () => {
    const script = join(folder, 'evil.sh');
    writeFileSync(script, '');
    writeFileSync(join(folder, 'documents-files.json'), JSON.stringify({ 'd1.pdf': script, 'd2.pdf': 5 }));
    expect(new MadeFiles(folder, () => sealer).find('d1', 'pdf')).toBeUndefined();
    writeFileSync(join(folder, 'documents-files.json'), 'not json');
    expect(new MadeFiles(folder, () => sealer).find('d1', 'pdf')).toBeUndefined();
  });
});
