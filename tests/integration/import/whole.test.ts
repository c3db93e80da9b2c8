import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openImport } from '../../../src/main/import/open';
import { type ConvertedRow, convertRow } from '../../../src/shared/import/convert';
import { InFileDuplicates } from '../../../src/shared/import/duplicates';
import { failedRowsCsv } from '../../../src/shared/import/failed-rows';
import { suggestMapping } from '../../../src/shared/import/mapping';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/import/${name}`, import.meta.url));
const sharedData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** Reads, maps as suggested and converts a whole file, as the dry run does. */
async function convertFile(path: string) {
  const file = await openImport(path);
  const { columns, preset } = suggestMapping(file.headers);
  const seen = new InFileDuplicates();
  const rows: (ConvertedRow & { duplicateOf: number | null; cells: readonly string[] })[] = [];
  for await (const { line, cells, problem } of file.rows()) {
    const row = convertRow(cells, columns, {
      headers: file.headers,
      restTitle: 'Прочее:',
      problem,
      today: '2026-11-30',
    });
    const duplicate = row.client ? seen.add(row.client, line) : null;
    rows.push({ ...row, cells, duplicateOf: duplicate?.mark ?? null });
  }
  return { file, preset, rows };
}

const codes = (row: ConvertedRow | undefined) => row?.issues.map(({ code }) => code);

describe('a file from beginning to end', () => {
  it.each(['utf8-semicolon.csv', 'windows-1251-tab.csv', 'utf16le-tab.csv'])('converts %s', async (name) => {
    const { rows } = await convertFile(fixture(name));
    expect(rows.map((row) => row.client?.kind)).toEqual(['company', 'entrepreneur', 'company', 'company']);
    expect(rows[0]?.client?.phones).toMatchObject([{ e164: '+74951234567', ext: '12' }]);
    expect(rows[1]?.client?.phones.map((phone) => phone.e164)).toEqual(['+79161234567', '+79267654321']);
    expect(rows[2]?.client?.notes).toBe('Строка 1\nСтрока 2');
    expect(rows[2]?.contact?.name).toBe('Сидоров Олег');
    expect(codes(rows[3])).toEqual(['inn-invalid']);
  });

  it('finds the same person in two cards', async () => {
    const { rows, preset } = await convertFile(fixture('cards-2.1.vcf'));
    expect(preset).toBe('vcard');
    expect(rows[0]?.client?.name).toBe('ООО «Ромашка; сыновья»');
    expect(rows[0]?.contact).toMatchObject({ name: 'Иванова Мария Петровна', birthday: '1980-03-22' });
    expect(rows.map((row) => row.duplicateOf)).toEqual([null, 1]);
  });

  it('refuses the broken rows, and its file of failed rows comes back whole', async () => {
    const { rows, file } = await convertFile(fixture('wide-row.csv'));
    expect(rows.map((row) => Boolean(row.client))).toEqual([true, false, true]);
    const failed = rows
      .filter((row) => !row.client)
      .map((row) => ({ cells: row.cells, reason: codes(row)?.join() ?? '' }));
    const folder = await mkdtemp(join(tmpdir(), 'kartoteka-failed-'));
    try {
      const path = join(folder, 'failed.csv');
      await writeFile(path, failedRowsCsv(file.headers, failed, 'Причина'));
      const again = await openImport(path);
      expect(again.encoding).toBe('utf-8-bom');
      const back: (readonly string[])[] = [];
      for await (const row of again.rows()) back.push(row.cells);
      expect(back[0]?.slice(0, 3)).toEqual(['я0', 'я1', 'row-too-many-cells']);
      expect(back[0]).toHaveLength(501);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

// Real files of other programs, where the machine has them.
describe.skipIf(!existsSync(sharedData))('real files (skipped where the sample data is absent)', () => {
  it('imports the accounts table without a loss', async () => {
    const { rows } = await convertFile(`${sharedData}/maven-crm/accounts.csv`);
    expect(rows).toHaveLength(85);
    expect(rows.every((row) => row.client && row.issues.length === 0 && row.duplicateOf === null)).toBe(true);
    expect(rows[0]?.client).toMatchObject({
      kind: 'company',
      name: 'Acme Corporation',
      address: 'United States',
      notes: 'Прочее:\nyear_established: 1996\nrevenue: 1100.04\nemployees: 2822',
    });
    expect(rows[0]?.client?.tags).toHaveLength(1);
  });

  it('imports every vCard', async () => {
    for (const name of readdirSync(`${sharedData}/vcard`).filter((file) => file.endsWith('.vcf'))) {
      const { rows } = await convertFile(`${sharedData}/vcard/${name}`);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => !row.client)).toEqual([]);
    }
    const { rows } = await convertFile(`${sharedData}/vcard/John_Doe_IPHONE.vcf`);
    expect(rows[0]?.client).toMatchObject({ name: 'IBM', site: 'http://www.ibm.com' });
    expect(rows[0]?.contact).toMatchObject({ position: 'Money Counter', birthday: '2012-06-06' });
    expect(rows[0]?.contact?.phones.length).toBeGreaterThan(5);
  });
});
