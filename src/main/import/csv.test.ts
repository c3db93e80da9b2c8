import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader, type CsvRow } from './csv';

async function read(
  text: string,
  options: Partial<ConstructorParameters<typeof CsvReader>[0]> = {},
  cut = 7,
) {
  const reader = new CsvReader({ delimiter: ';', ...options });
  const rows: CsvRow[] = [];
  const points = Array.from(text);
  for (let at = 0; at < points.length; at += cut) {
    rows.push(...(await reader.push(points.slice(at, at + cut).join(''))));
  }
  rows.push(...(await reader.end()));
  return rows;
}

const cellsOf = (rows: readonly CsvRow[]) => rows.map((row) => row.cells);

describe('CsvReader', () => {
  it('keeps stray quotes as text', async () => {
    const rows = await read('ООО "Ромашка";1\n"Лютик" ООО;2\n"Верно ""в кавычках""";3\n');
    expect(cellsOf(rows)).toEqual([
      ['ООО "Ромашка"', '1'],
      ['"Лютик" ООО', '2'],
      ['Верно "в кавычках"', '3'],
    ]);
  });

  it('understands all line ends in one file and counts lines', async () => {
    const rows = await read('a;b\r\n"1\r\n2";c\n\nd;e\rf;g');
    expect(rows.map((row) => row.line)).toEqual([1, 2, 5, 6]);
    expect(rows[1]?.cells).toEqual(['1\r\n2', 'c']);
  });

  it('does not glue two lines that each begin with a stray quote', async () => {
    const rows = await read('a;b\n"один;1\n"два";2\nтри;3\n');
    expect(rows.map((row) => [row.line, row.cells[1], row.problem])).toEqual([
      [1, 'b', ''],
      [2, '1', 'row-quote-unclosed'],
      [3, '2', ''],
      [4, '3', ''],
    ]);
  });

  it('hands out an unclosed quote as one row and finds the next', async () => {
    const good = 'x;y\n'.repeat(5000);
    const rows = await read(`${good}"нет конца;z\n${good}`, { maxRecord: 1000 }, 997);
    expect(rows).toHaveLength(10_001);
    expect(rows.filter((row) => row.problem !== '')).toEqual([
      { line: 5001, cells: ['"нет конца', 'z'], problem: 'row-quote-unclosed' },
    ]);
    expect(rows.at(-1)?.line).toBe(10_001);
  });

  it('cuts a line without end', async () => {
    const rows = await read(`a;b\n${'я'.repeat(50_000)}\nc;d\n`, { maxRecord: 20_000 }, 4999);
    expect(rows.map((row) => [row.line, row.problem])).toEqual([
      [1, ''],
      [2, 'row-too-long'],
      [3, ''],
    ]);
    expect(rows[1]?.cells[0]).toHaveLength(2000);
  });

  it('takes a cell of 10,000 characters and a row of 500 columns', async () => {
    const long = 'ы'.repeat(10_001);
    const wide = Array.from({ length: 500 }, (_, index) => String(index));
    expect(cellsOf(await read(`${long};1\n${wide.join(';')}\n`, {}, 4096))).toEqual([[long, '1'], wide]);
  });

  it('does not take hours over a file of unclosed quotes', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) =>
      index % 2 ? `"имя ${index};1` : `имя ${index};"2`,
    );
    const rows = await read(lines.join('\n'), {}, 10_000);
    expect(rows.length).toBeGreaterThan(1000);
  }, 20_000);

  it('returns what a writer wrote, wherever the pieces are cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'Ж', '"', ';', ',', '\n', '\r\n', ' ', '😀', '\u200f'),
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(';', ',', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        async (rows, delimiter, end, cut) => {
          const text = rows
            .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + end)
            .join('');
          const expected = rows.filter((cells) => cells.some((value) => value.trim() !== ''));
          expect(cellsOf(await read(text, { delimiter }, cut))).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});
