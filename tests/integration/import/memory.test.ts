import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openImport } from '../../../src/main/import/open';
import { isLong } from '../../support/long';

// 5 MB in an ordinary run, the 200 MB of the promise in a long one.
const SIZE = isLong ? 200_000_000 : 5_000_000;
const GROWTH = 150_000_000;

let folder = '';
let written = { bytes: 0, rows: 0 };

/** Writes a table of about SIZE bytes; `spoil` gives the text put after the first tenth. */
async function writeTable(path: string, spoil: string) {
  const block = Array.from(
    { length: 1000 },
    (_, index) => `ООО «Ромашка ${index}»;77070${index};+7 916 ${index};"г. Тверь, ул. Мира, ${index}"\r\n`,
  ).join('');
  const file = await open(path, 'w');
  let bytes = 0;
  let rows = 0;
  let spoiled = false;
  try {
    await file.write('Название;ИНН;Телефон;Адрес\r\n');
    while (bytes < SIZE) {
      bytes += (await file.write(block)).bytesWritten;
      rows += 1000;
      if (!spoiled && bytes > SIZE / 10) {
        spoiled = true;
        await file.write(spoil);
      }
    }
  } finally {
    await file.close();
  }
  return { bytes, rows };
}

async function readAll(path: string) {
  const file = await openImport(path);
  const before = process.memoryUsage().rss;
  let peak = before;
  let rows = 0;
  const problems: string[] = [];
  for await (const row of file.rows()) {
    rows += 1;
    if (row.problem !== '') problems.push(row.problem);
    if (rows % 20_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  return { rows, problems, growth: peak - before };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kartoteka-import-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it(`streams ${SIZE / 1e6} MB in bounded memory`, { timeout: 300_000 }, async () => {
  const path = join(folder, 'big.csv');
  written = await writeTable(path, '');
  const result = await readAll(path);
  expect(result).toMatchObject({ rows: written.rows, problems: [] });
  expect(result.growth).toBeLessThan(GROWTH);
});

it('survives an unclosed quote and a line without end in a big file', { timeout: 300_000 }, async () => {
  const path = join(folder, 'spoiled.csv');
  written = await writeTable(path, `${'я'.repeat(1_500_000)}\r\n"нет конца;1;2;3\r\n`);
  const result = await readAll(path);
  expect(result.problems).toContain('row-too-long');
  expect(result.rows).toBeGreaterThan(written.rows - 20);
  expect(result.growth).toBeLessThan(GROWTH);
});
