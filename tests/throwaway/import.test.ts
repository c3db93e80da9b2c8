import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { analyseFile } from '../../src/main/import/analyse';
import { packBatch } from '../../src/main/import/batch';
import { importCalls } from '../../src/main/import/internal-calls';
import { runImport } from '../../src/main/import/run';
import { beginImport, finishImport } from '../../src/main/import/write';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import type { ImportPlan } from '../../src/shared/import/contract';
import { importKinds } from '../../src/shared/import/record-targets';
import { idOf } from '../support/id';
import { openTestStore, type TestStore } from '../support/store';

vi.mock('../../src/shared/entities', async (real) => {
  const { gadgets: one } = await import('./gadgets');
  const { entities } = await real<typeof import('../../src/shared/entities')>();
  return { entities: { ...entities, gadgets: one } };
});

const kind = 'gadgets' as never;
let base: TestStore;
let folder: string;
beforeAll(async () => {
  base = await openTestStore();
  folder = mkdtempSync(join(tmpdir(), 'kartoteka-import-'));
});
afterAll(async () => {
  await base.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is imported by its fields alone, with names looked up, and taken back', async () => {
  expect(importKinds).toContain(kind);
  const clientId = (await base.command('clients.create', { patch: { name: 'ООО «Завод»' } })).id;
  const path = join(folder, 'станки.csv');
  writeFileSync(
    path,
    [
      'Text;Client;Money;Percent;Date;Yes no;Choice;Tags;Person;Phone;Цвет кожуха',
      'Станок;Завод;1 250,50;40;01.03.2026;да;green;цех, важно;Смирнова Анна;8 495 123-45-67;серый',
      'Пресс;Заводд;дорого;140;32.01.2026;может быть;жёлтый;;Никто;;',
      ';Завод;5;;;;;;;;',
    ].join('\n'),
  );
  const file = await analyseFile({ path, encoding: '', delimiter: '', kind });
  const plan: ImportPlan = {
    ...{ fileId: 'file', encoding: '', delimiter: '', duplicates: 'skip', ownerId: '', tag: '' },
    ...{ kind: file.kind, mapping: [...file.mapping] },
  };
  const importId = await beginImport(base.context, { fileName: 'станки.csv', format: 'csv' });
  const db = openDatabase({ path: base.context.db.path, readonly: true });
  const done = await runImport(
    { path, plan, language: 'ru', importId },
    {
      db,
      write: (batch) => importCalls(base.context)['import.write'](packBatch(batch)) as never,
      news: () => {},
    },
    new AbortController().signal,
  );
  db.close();
  expect(done.counts).toMatchObject({ rows: 3, records: 2, unlinked: 1, invalid: 1 });
  await finishImport(base.context, {
    ...{ id: importId, state: 'done', clients: 0, contacts: 0, duplicates: 0, invalid: 1 },
    made: { gadgets: 2 },
  });
  const made = base.reader
    .rows('SELECT data FROM doc_gadgets_0 WHERE deleted = 0 ORDER BY id')
    .map(([data]) => JSON.parse(String(data)) as Record<string, unknown>);
  expect(made[0]).toMatchObject({
    ...{ text: 'Станок', clientId, money: 125_050, percent: 40, date: '2026-03-01', yesNo: true },
    ...{ choice: 'green', tags: ['цех', 'важно'], person: idOf('user-1'), importId },
  });
  expect(made[0]?.longText).toContain('Цвет кожуха: серый');
  expect(made[1]).toMatchObject({
    text: 'Пресс',
    clientId: '',
    money: 0,
    percent: 0,
    date: '',
    choice: 'red',
  });
  for (const kept of ['Заводд', 'дорого', '140', '32.01.2026', 'может быть', 'жёлтый', 'Никто']) {
    expect(made[1]?.longText).toContain(kept);
  }
  expect(await base.command('import.undo', { id: importId, changedToo: false })).toMatchObject({
    removed: 2,
  });
  expect(base.reader.number('SELECT count(*) FROM doc_gadgets_0 WHERE deleted = 0')).toBe(0);
});
