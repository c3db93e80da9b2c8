import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/main/import/analyse';
import { packBatch } from '../../../src/main/import/batch';
import { importCalls } from '../../../src/main/import/internal-calls';
import { type RunSummary, runImport, saveFailedRows } from '../../../src/main/import/run';
import { beginImport, finishImport } from '../../../src/main/import/write';
import { openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import { noDealFilter } from '../../../src/shared/deals/contract';
import type { Deal } from '../../../src/shared/deals/schema';
import { defaultStages } from '../../../src/shared/funnels/defaults';
import type { ImportPlan } from '../../../src/shared/import/contract';
import { openTestStore, type TestStore } from '../../support/store';

const pipeline = fileURLToPath(
  new URL('../../../../shared/data/maven-crm/sales_pipeline.csv', import.meta.url),
);
const NOW = '2026-03-10T09:00:00.000Z';
const moment = { now: NOW, today: '2026-03-10' };
const stage = (at: number) => defaultStages[at]?.id ?? '';

let base: TestStore;
let folder: string;
beforeEach(async () => {
  base = await openTestStore({ now: NOW });
  folder = await mkdtemp(join(tmpdir(), 'kartoteka-import-'));
});
afterEach(async () => {
  await base.close();
  await rm(folder, { recursive: true, force: true });
});

interface Imported extends RunSummary {
  readonly importId: string;
  readonly plan: ImportPlan;
}

/** Imports a file as the threads do together; what its rows are is told by its headers. */
async function importPath(
  path: string,
  choice: Partial<ImportPlan> & { readonly dry?: boolean } = {},
): Promise<Imported> {
  const { dry = false, ...own } = choice;
  const file = await analyseFile({ path, encoding: '', delimiter: '', kind: own.kind });
  const plan: ImportPlan = {
    ...{ fileId: 'file', encoding: '', delimiter: '', duplicates: 'skip', ownerId: '', tag: '' },
    kind: file.kind,
    mapping: [...file.mapping],
    ...own,
  };
  const importId = dry ? '' : await beginImport(base.context, { fileName: 'сделки.csv', format: 'csv' });
  const db = openDatabase({ path: base.context.db.path, readonly: true });
  const summary = await runImport(
    { path, plan, language: 'ru', importId },
    {
      db,
      write: (batch) => importCalls(base.context)['import.write'](packBatch(batch)) as never,
      news: () => {},
    },
    new AbortController().signal,
  );
  db.close();
  if (!dry) {
    const { clients, contacts, duplicates, invalid, records } = summary.counts;
    await finishImport(base.context, {
      ...{ id: importId, state: 'done', clients, contacts, duplicates, invalid },
      made: { deals: records },
    });
  }
  return { ...summary, importId, plan };
}

async function importText(text: string, choice?: Parameters<typeof importPath>[1]): Promise<Imported> {
  const path = join(folder, 'сделки.csv');
  await writeFile(path, text);
  return importPath(path, choice);
}

const deals = () =>
  base.reader
    .rows(`SELECT data FROM doc_deals_0 WHERE deleted = 0 ORDER BY id`)
    .map(([data]) => JSON.parse(String(data)) as Deal);
const problems = ({ problems: found }: RunSummary) =>
  found.map(({ line, code, column, value }) => [line, code, column, value]);
const client = async (name: string) => (await base.command('clients.create', { patch: { name } })).id;

const head = 'Название сделки;Компания;Сумма;Этап сделки;Дата закрытия;Ответственный;Товар;Номер';

describe('a file of deals', () => {
  it('is told by its headers, and one of clients stays one', async () => {
    const of = async (text: string) => {
      const path = join(folder, 'файл.csv');
      await writeFile(path, text);
      const { kind, mapping } = await analyseFile({ path, encoding: '', delimiter: '' });
      return [kind, mapping];
    };
    expect(await of(`${head}\nА;Б;1;В;01.02.2026;Г;Д;Е`)).toEqual([
      'deals',
      [
        ...['deals.title', 'deals.clientId', 'deals.amount', 'deals.stageId', 'deals.expectedClose'],
        ...['deals.ownerId', 'deals.lines', 'rest'],
      ],
    ]);
    expect((await of('Название;ИНН;Телефон;Статус\nА;Б;1;В'))[0]).toBe('clients');
  });

  it('promises in the dry run what it then does, with clients, stages and colleagues by their names', async () => {
    const rose = await client('ООО «Роза»');
    const text = [
      head,
      'Поставка кабеля;Роза;1 200 000,50;Переговоры;31.03.2026;Смирнова Анна;Кабель;17',
      'Аренда;;50000;Отказ;15.01.2026;Пётр Иванов;;18',
      'Ремонт;Розаа;-5;Обдумывание;32.13.2026;;;19',
      ';;;;;;;',
      ';;много;Переговоры;;;;20',
    ].join('\r\n');
    const dry = await importText(text, { dry: true });
    expect(deals()).toEqual([]);
    const done = await importText(text);
    expect(done.counts).toEqual(dry.counts);
    expect(done.counts).toMatchObject({ rows: 4, records: 3, unlinked: 2, invalid: 1, clients: 0 });
    const [cable, rent, repair] = deals();
    expect(cable).toMatchObject({
      ...{ title: 'Поставка кабеля', clientId: rose, amount: 120_000_050, stageId: stage(3) },
      ...{ expectedClose: '2026-03-31', ownerId: base.context.session().userId, importId: done.importId },
      ...{ about: 'Прочее:\nНомер: 17', lines: [{ name: 'Кабель', price: 120_000_050 }] },
    });
    expect(rent).toMatchObject({ clientId: '', stageId: stage(7), lostReasonId: '', ownerId: '' });
    expect(rent?.about).toContain('Ответственный: Пётр Иванов');
    expect(repair).toMatchObject({ clientId: '', amount: 0, stageId: stage(0), expectedClose: '' });
    for (const kept of ['Клиент: Розаа', 'Сумма: -5', 'Этап: Обдумывание', 'Дата закрытия: 32.13.2026']) {
      expect(repair?.about).toContain(kept);
    }
    expect(problems(done)).toEqual(
      expect.arrayContaining([
        [3, 'client-missing', '', ''],
        [3, 'deal-lost-no-reason', 'Этап сделки', 'Отказ'],
        [3, 'responsible-unknown', 'Ответственный', 'Пётр Иванов'],
        [4, 'client-unknown', 'Компания', 'Розаа'],
        [4, 'amount-negative', 'Сумма', '-5'],
        [4, 'stage-unknown', 'Этап сделки', 'Обдумывание'],
        [4, 'date-invalid', 'Дата закрытия', '32.13.2026'],
        [6, 'row-no-name', '', ''],
      ]),
    );
    const failed = join(folder, 'ошибки.csv');
    await saveFailedRows({
      ...{ path: join(folder, 'сделки.csv'), plan: done.plan, language: 'ru' },
      ...{ target: failed, refusedLines: done.refusedLines },
    });
    expect(await readFile(failed, 'utf8')).toContain('много');
  });

  it("takes a name that only comes near one, or is two clients', for nothing until a person has said", async () => {
    const rose = await client('Роза');
    const twins = [await client('Лютик'), await client('ООО «Лютик»')].sort();
    const text = `${head}\nА;Розаа;1;Новый запрос;;;;\nБ;Лютик;2;Новый запрос;;;;\nВ;Мак;3;Новый запрос;;;;\n`;
    const dry = await importText(text, { dry: true });
    const asked = dry.values.filter(({ target }) => target === 'deals.clientId');
    expect(
      asked.map(({ text: name, how, to, options }) => [name, how, to, options.map(({ id }) => id).sort()]),
    ).toEqual([
      ['Розаа', 'near', '', [rose]],
      ['Лютик', 'several', '', twins],
      ['Мак', 'none', '', []],
    ]);
    const values = [
      { target: 'deals.clientId', text: 'Розаа', to: rose },
      { target: 'deals.clientId', text: 'Лютик', to: twins[1] ?? '' },
      { target: 'deals.clientId', text: 'Мак', to: 'create' },
    ];
    const done = await importText(text, { values });
    expect(done.counts).toMatchObject({ records: 3, clients: 1, unlinked: 0 });
    expect(
      deals()
        .map(({ clientId }) => clientId)
        .slice(0, 2),
    ).toEqual([rose, twins[1]]);
    expect(base.read('clients.card', { id: deals()[2]?.clientId ?? '' })?.client.name).toBe('Мак');
  });

  it('keeps when a deal began and was closed, and passes over what is there already', async () => {
    const text =
      'Deal Name,Amount,Stage,Close Date,Create Date\nOne,5,Closed Won,2026-02-01,2026-01-10\nTwo,7,Переговоры,,2026-03-01\n';
    await importText(text);
    const [won, open] = deals();
    expect(won?.steps.map(({ at, toStageId }) => [at.slice(0, 10), toStageId])).toEqual([
      ['2026-01-10', stage(0)],
      ['2026-02-01', stage(6)],
    ]);
    expect(open?.steps.map(({ at, toStageId }) => [at.slice(0, 10), toStageId])).toEqual([
      ['2026-03-01', stage(3)],
    ]);
    expect(base.read('deals.byId', { id: open?.id ?? '', ...moment })?.row.since.slice(0, 10)).toBe(
      '2026-03-01',
    );
    const again = await importText(`${text}Two,7,Переговоры,,2026-03-01\n`);
    expect(again.counts).toMatchObject({ records: 0, duplicates: 3 });
    expect(deals()).toHaveLength(2);
  });

  it('is taken back whole, but for what was worked on', async () => {
    const text = `${head}\nА;Роза;1;Новый запрос;;;;\nБ;Лютик;2;Новый запрос;;;;\n`;
    const { importId } = await importText(text, { missing: 'create' });
    const [one] = deals();
    expect(base.read('import.history', {})[0]).toMatchObject({ clients: 2, records: { deals: 2 } });
    base.setClock(60_000);
    await base.command('deals.change', { id: one?.id ?? '', patch: { competitor: 'Мак' } });
    expect(await base.command('import.undo', { id: importId, changedToo: false })).toEqual({
      ...{ removed: 2, kept: 2, restored: 0 },
    });
    expect(deals().map(({ title }) => title)).toEqual(['А']);
    expect(base.read('import.history', {})[0]).toMatchObject({ state: 'undone', records: { deals: 2 } });
    await base.command('import.undo', { id: importId, changedToo: true });
    expect(deals()).toEqual([]);
    expect(base.reader.number('SELECT count(*) FROM doc_clients_0 WHERE deleted = 0')).toBe(0);
  });

  it.skipIf(!existsSync(pipeline))(
    'of 8,800 rows keeps those without an account, and tells of them',
    async () => {
      await client('Cancity');
      const dry = await importPath(pipeline, { dry: true, missing: 'create' });
      expect(dry.plan.mapping).toEqual([
        ...['rest', 'deals.ownerId', 'deals.lines', 'deals.clientId', 'deals.stageId', 'deals.began'],
        ...['deals.expectedClose', 'deals.amount'],
      ]);
      expect(dry.counts).toMatchObject({ rows: 8800, records: 8800, unlinked: 1425, clients: 84 });
      expect(
        dry.values.filter(({ target }) => target === 'deals.stageId').map(({ text, how }) => [text, how]),
      ).toEqual([
        ['Engaging', 'none'],
        ['Prospecting', 'none'],
        ['Won', 'exact'],
        ['Lost', 'exact'],
      ]);
      const values = [
        { target: 'deals.stageId', text: 'Engaging', to: stage(3) },
        { target: 'deals.stageId', text: 'Prospecting', to: stage(1) },
      ];
      const done = await importPath(pipeline, { missing: 'create', values });
      expect(done.counts).toMatchObject({ records: 8800, clients: 84, unlinked: 1425, invalid: 0 });
      const board = base.read('deals.board', { filter: noDealFilter, ...moment });
      expect(Object.fromEntries(board.columns.map(({ stageId, count }) => [stageId, count]))).toEqual({
        ...{ [stage(6)]: 4238, [stage(7)]: 2473, [stage(3)]: 1589, [stage(1)]: 500 },
      });
    },
    120_000,
  );
});
