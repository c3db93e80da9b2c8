import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFile, openFolder } from '../../../src/main/app/open-path';
import { ContentStore } from '../../../src/main/files/content-store';
import { markFromOutside } from '../../../src/main/files/from-outside';
import { filesHandlers } from '../../../src/main/files/handlers';
import { type FileCalls, fileCalls } from '../../../src/main/files/internal-calls';

const outside = vi.hoisted(() => ({ opened: [] as string[], shown: [] as string[], saveTo: '' }));
vi.mock('electron', () => ({
  app: { once: () => {} },
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showSaveDialog: async () => ({ canceled: outside.saveTo === '', filePath: outside.saveTo }),
  },
  shell: {
    openPath: async (path: string) => {
      outside.opened.push(path);
      return '';
    },
    showItemInFolder: (path: string) => outside.shown.push(path),
  },
}));

let place: string;
let home: string;
let store: ContentStore;
let hash: string;
const runtime = process.env.XDG_RUNTIME_DIR;

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'снаружи '));
  home = join(place, 'дом');
  process.env.XDG_RUNTIME_DIR = mkdtempSync(join(place, 'память '));
  Object.assign(outside, { opened: [], shown: [], saveTo: '' });
  store = new ContentStore(join(place, 'files'), 'ab'.repeat(32));
  writeFileSync(join(place, 'исходный'), 'содержимое');
  hash = (await store.add(join(place, 'исходный'), 1e6)).hash;
});
afterEach(() => {
  if (runtime === undefined) delete process.env.XDG_RUNTIME_DIR;
  else process.env.XDG_RUNTIME_DIR = runtime;
  rmSync(place, { recursive: true, force: true });
});

/** Main's services over one record, as a stranger may have written it. */
function contextOf(record: { id: string; name: string }) {
  const data = { records: { get: async () => ({ ...record, hash }) } };
  return {
    profile: { folder: home, state: { account: null, settings: { language: 'ru' } } },
    lock: { whenLocked: () => {} },
    sender: {},
    read: async () => record,
    data: (name: keyof FileCalls, input: never) => fileCalls(data as never, store)[name](input),
  } as never;
}

const everything = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).sort();

describe('a file somebody attached', () => {
  it.each([
    ['../../../../дом', 'Акт.pdf'],
    ['../дом', '.bashrc.pdf'],
    ['..', '../../authorized_keys.pdf'],
    ['/etc', 'C:\\Windows\\a.pdf'],
    ['a\0b', 'Акт.p\u200bdf'],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'Акт от 1.11.pdf'],
  ])('of id %j and name %j is opened in a new folder under our own name', async (id, name) => {
    const before = everything(place);
    expect(await filesHandlers['files.open'](contextOf({ id, name }), { id })).toBe('opened');
    expect(await filesHandlers['files.open'](contextOf({ id, name }), { id })).toBe('opened');
    const [first = '', second = ''] = outside.opened;
    expect(basename(first)).toMatch(/^Вложение \d+\.pdf$/);
    expect(basename(second)).not.toBe(basename(first));
    expect(readFileSync(first, 'utf8')).toBe('содержимое');
    const root = process.env.XDG_RUNTIME_DIR ?? '';
    for (const path of [first, second])
      expect(relative(root, dirname(path))).toMatch(/^kartoteka-\w+-\w+[\\/]copy-\w+$/);
    if (process.platform !== 'win32') expect(statSync(first).mode & 0o777).toBe(0o600);
    // Nothing has appeared anywhere else.
    const added = everything(place).filter((path) => !before.includes(path));
    expect(added.every((path) => join(place, path).startsWith(root))).toBe(true);
    rmSync(root, { recursive: true });
    process.env.XDG_RUNTIME_DIR = mkdtempSync(join(place, 'память '));
  });

  it.each([
    'Акт.exe"',
    'Акт.bat\u200b',
    'Акт.e|xe',
    'Акт.lnk\u202e',
    'Акт.html',
    'Акт.library-ms',
    'Акт.pdf:x.exe',
    '.bashrc',
    'Акт',
  ])('named %j is saved where the person says and shown, never opened', async (name) => {
    const context = contextOf({ id: 'x', name });
    expect(await filesHandlers['files.open'](context, { id: 'x' })).toBe('cancelled');
    outside.saveTo = join(place, 'сохранённый');
    writeFileSync(outside.saveTo, '#!/bin/sh');
    chmodSync(outside.saveTo, 0o755);
    expect(await filesHandlers['files.open'](context, { id: 'x' })).toBe('saved');
    expect(outside).toMatchObject({ opened: [], shown: [outside.saveTo] });
    expect(readFileSync(outside.saveTo, 'utf8')).toBe('содержимое');
    if (process.platform !== 'win32') expect(statSync(outside.saveTo).mode & 0o111).toBe(0);
  });

  it('replaces a link and does not write through it', async () => {
    const target = join(place, 'authorized_keys');
    writeFileSync(target, 'ключи');
    outside.saveTo = join(place, 'ссылка.pdf');
    symlinkSync(target, outside.saveTo);
    await filesHandlers['files.saveAs'](contextOf({ id: 'x', name: 'a.pdf' }), { id: 'x' });
    expect(readFileSync(target, 'utf8')).toBe('ключи');
    expect(readFileSync(outside.saveTo, 'utf8')).toBe('содержимое');
  });
});

describe('the way to the system', () => {
  it('opens no file by another name, no link, no folder as a file and no file as a folder', async () => {
    const at = (name: string) => join(place, name);
    for (const name of ['a.exe', 'a', 'a.pdf.lnk', 'b.pdf']) writeFileSync(at(name), '');
    symlinkSync(at('a.exe'), at('c.pdf'));
    for (const name of ['a.exe', 'a', 'a.pdf.lnk']) {
      await expect(openFile(at(name))).rejects.toMatchObject({ code: 'file-dangerous' });
    }
    await expect(openFile('b.pdf')).rejects.toMatchObject({ code: 'file-dangerous' });
    await expect(openFile(at('c.pdf'))).rejects.toMatchObject({ code: 'file-open-failed' });
    await expect(openFile(at('d.pdf'))).rejects.toMatchObject({ code: 'file-open-failed' });
    await expect(openFolder(at('a.exe'))).rejects.toMatchObject({ code: 'file-open-failed' });
    await openFile(at('b.pdf'));
    await openFolder(place);
    expect(outside.opened).toEqual([at('b.pdf'), place]);
  });

  it('is one module', () => {
    const sources = everything('src').filter((path) => /\.tsx?$/.test(path));
    const users = sources.filter((path) =>
      /shell\.(openPath|showItemInFolder)|\bstartDrag\b/.test(readFileSync(join('src', path), 'utf8')),
    );
    expect(users.map((path) => path.replaceAll('\\', '/'))).toEqual(['main/app/open-path.ts']);
  });
});

describe('the mark of what came from outside', () => {
  const parts = (platform: NodeJS.Platform, run = async (): Promise<unknown> => undefined) => ({
    platform,
    run: vi.fn(run),
    now: () => 0x65_00_00_00 * 1000,
  });
  const file = (mode = 0o600) => {
    const path = join(place, 'файл.pdf');
    writeFileSync(path, '', { mode });
    return path;
  };

  it('is a stream on Windows', async () => {
    // Elsewhere the stream is an ordinary file of that name, which shows what was written.
    const path = file();
    expect(await markFromOutside(path, parts('win32'))).toBe(true);
    expect(readFileSync(`${path}:Zone.Identifier`, 'utf8')).toMatch(/^\[ZoneTransfer\]\r\nZoneId=3\r\n/);
  });

  it('is the quarantine on a Mac', async () => {
    const path = file(0o700);
    const mac = parts('darwin');
    expect(await markFromOutside(path, mac)).toBe(true);
    expect(mac.run).toHaveBeenCalledWith('/usr/bin/xattr', [
      '-w',
      'com.apple.quarantine',
      '0081;65000000;Kartoteka;',
      path,
    ]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o111).toBe(0);
  });

  it('is no right to run on Linux', async () => {
    const path = file(0o755);
    expect(await markFromOutside(path, parts('linux'))).toBe(true);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o111).toBe(0);
  });

  it('is told where the disk keeps none', async () => {
    const failing = parts('darwin', async () => Promise.reject(new Error('not supported')));
    expect(await markFromOutside(file(), failing)).toBe(false);
    expect(await markFromOutside(join(place, 'нет такого'), parts('linux'))).toBe(false);
    expect(existsSync(join(place, 'нет такого'))).toBe(false);
  });
});
