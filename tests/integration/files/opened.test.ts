import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearOpened, makeOpenedFolder } from '../../../src/main/files/opened';

let place: string;
const before = process.env.XDG_RUNTIME_DIR;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'память '));
  process.env.XDG_RUNTIME_DIR = place;
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
  else process.env.XDG_RUNTIME_DIR = before;
  rmSync(place, { recursive: true, force: true });
});

it('removes what a crash has left of this profile, and nothing of another', () => {
  const left = makeOpenedFolder('/дом/анна');
  const other = makeOpenedFolder('/дом/борис');
  const present = makeOpenedFolder('/дом/анна');
  for (const folder of [left, other, present]) writeFileSync(join(folder, 'счёт.pdf'), 'счёт');
  expect(left.startsWith(place)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(left).mode & 0o777).toBe(0o700);
  clearOpened('/дом/анна', present);
  expect([left, other, present].map(existsSync)).toEqual([false, true, true]);
  clearOpened('/дом/анна');
  expect(existsSync(present)).toBe(false);
});

it('does without a place in memory', () => {
  process.env.XDG_RUNTIME_DIR = join(place, 'нет такого');
  const folder = makeOpenedFolder('/дом/анна');
  expect(folder.startsWith(tmpdir())).toBe(true);
  clearOpened('/дом/анна');
  expect(existsSync(folder)).toBe(false);
});
