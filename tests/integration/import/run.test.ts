import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/main/import/analyse';
import { packBatch } from '../../../src/main/import/batch';
import { importCalls } from '../../../src/main/import/internal-calls';
import { openImport } from '../../../src/main/import/open';
import { type RunSummary, runImport, saveFailedRows } from '../../../src/main/import/run';
import { beginImport, finishImport } from '../../../src/main/import/write';
import { openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import type { Client } from '../../../src/shared/clients/schema';
import type { Contact } from '../../../src/shared/contacts/schema';
import type { ImportPlan } from '../../../src/shared/import/contract';
import { suggestMapping } from '../../../src/shared/import/mapping';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

const accounts = fileURLToPath(new URL('../../../../shared/data/maven-crm/accounts.csv', import.meta.url));
const vcards = fileURLToPath(new URL('../../../../shared/data/vcard', import.meta.url));

let test: TestStore;
let folder: string;

beforeEach(async () => {
  test = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'kartoteka-import-'));
});
afterEach(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

interface Imported extends RunSummary {
  readonly importId: string;
  readonly plan: ImportPlan;
  readonly path: string;
}

interface Choice extends Partial<ImportPlan> {
  readonly dry?: boolean;
  readonly signal?: AbortSignal;
  /** Leaves the run unfinished, as a crash does. */
  readonly crash?: boolean;
}

/** Imports a file as the two threads do together: the thread's loop over a connection of its own, the data thread's writes. */
async function importPath(path: string, choice: Choice = {}): Promise<Imported> {
  const { dry, signal, crash, ...own } = choice;
  const file = await openImport(path);
  const plan: ImportPlan = {
    fileId: 'file',
    encoding: '',
    delimiter: '',
    mapping: [...suggestMapping(file.headers).columns],
    duplicates: 'skip',
    ownerId: '',
    tag: '',
    ...own,
  };
  const importId = dry
    ? ''
    : await beginImport(test.context, { fileName: 'клиенты.csv', format: file.format });
  const db = openDatabase({ path: test.context.db.path, readonly: true });
  const summary = await runImport(
    { path, plan, language: 'ru', importId },
    {
      db,
      write: (batch) => importCalls(test.context)['import.write'](packBatch(batch)) as never,
      news: () => {},
    },
    signal ?? new AbortController().signal,
  );
  db.close();
  if (!dry && !crash) {
    const { clients, contacts, duplicates, invalid } = summary.counts;
    const state = summary.outcome === 'finished' ? 'done' : summary.outcome;
    await finishImport(test.context, { id: importId, state, clients, contacts, duplicates, invalid });
  }
  return { ...summary, importId, plan, path };
}

async function importText(text: string, choice?: Choice): Promise<Imported> {
  const path = join(folder, `${Math.random()}.csv`);
  await writeFile(path, text);
  return importPath(path, choice);
}

const all = <T>(collection: 'clients' | 'contacts' | 'imports'): T[] =>
  test.reader
    .rows(`SELECT data FROM doc_${collection}_0 WHERE deleted = 0 ORDER BY id`)
    .map(([data]) => JSON.parse(String(data)) as T);
const clients = () => all<Client>('clients');
const contacts = () => all<Contact>('contacts');

const head = 'Название;ИНН;Телефон;Город;Контактное лицо;Мобильный\r\n';
const rows = [
  'ООО «Ромашка»;7707083893;+7 495 123-45-67;Москва;Иванов Пётр;+7 916 111-22-33',
  'ООО «Ромашка»;7707083893;+7 495 123-45-67;Москва;Сидорова Анна;+7 916 444-55-66',
  'ИП Петров И. И.;;8 (812) 765-43-21;Санкт-Петербург;;',
  ';;;Казань;;',
  'ООО «Лютик»;7707083890;нет телефона;Тверь;;',
];
const table = head + rows.join('\r\n');

describe('an import', () => {
  it('promises in the dry run what it then does', async () => {
    const dry = await importText(table, { dry: true });
    expect(clients()).toEqual([]);
    expect(dry.counts).toMatchObject({ rows: 5, fresh: 3, duplicates: 1, invalid: 1, warnings: 1, taken: 4 });
    const done = await importText(table, { tag: 'выставка', ownerId: idOf('user-1') });
    expect(done.outcome).toBe('finished');
    expect(done.counts).toEqual(dry.counts);
    expect(done.counts).toMatchObject({ clients: 3, contacts: 2 });
    expect(
      clients().map(({ name, legalForm, city, tags, ownerId }) => [name, legalForm, city, tags, ownerId]),
    ).toEqual([
      ['Ромашка', 'ООО', 'Москва', ['выставка'], idOf('user-1')],
      ['Петров И. И.', 'ИП', 'Санкт-Петербург', ['выставка'], idOf('user-1')],
      ['Лютик', 'ООО', 'Тверь', ['выставка'], idOf('user-1')],
    ]);
    const [romashka] = clients();
    expect(contacts().map(({ name, clientId }) => [name, clientId])).toEqual([
      ['Иванов Пётр', romashka?.id],
      ['Сидорова Анна', romashka?.id],
    ]);
    expect(done.problems.map(({ line, code, kind }) => [line, code, kind])).toEqual([
      [3, 'contact-added', 'duplicate'],
      [5, 'row-no-name', 'invalid'],
      [6, 'phone-unreadable', 'warning'],
      [6, 'inn-invalid', 'warning'],
    ]);
    expect(test.read('import.history', {})).toMatchObject([
      { state: 'done', clients: 3, contacts: 2, duplicates: 1, invalid: 1, userName: 'Анна Смирнова' },
    ]);
  });

  it('passes over what is surely in the base, and lists what may be', async () => {
    await importText(table);
    const again = await importText(table, { dry: true });
    expect(again.counts).toMatchObject({ fresh: 2, duplicates: 2, possible: 2, taken: 2 });
    expect(again.problems.find(({ code }) => code === 'duplicate-in-base')).toMatchObject({
      value: 'Ромашка',
    });
    expect(again.possible.map(({ line, by, clientName }) => [line, by, clientName])).toEqual([
      [4, 'name-phone', 'Петров И. И.'],
      // Its ИНН is wrong and proves nothing.
      [6, 'name-city', 'Лютик'],
    ]);
    const skipped = await importText(table, { possible: 'skip' });
    expect(skipped.counts).toMatchObject({ fresh: 0, duplicates: 4, possible: 2, taken: 0, clients: 0 });
    expect(skipped.problems.filter(({ kind }) => kind === 'duplicate').map(({ line }) => line)).toEqual([
      2, 3, 4, 6,
    ]);
    expect(clients()).toHaveLength(3);
  });

  it('creates a second client when told to', async () => {
    await importText(table);
    const again = await importText(table, { duplicates: 'create' });
    expect(again.counts).toMatchObject({ duplicates: 2, possible: 2, fresh: 2, clients: 3, contacts: 2 });
    expect(clients()).toHaveLength(6);
  });

  describe('with a shared phone, mailbox or name', () => {
    const people = 'ФИО;Телефон;Эл. почта;Город;День рождения;Примечание\n';
    const office = '+7 495 123-45-67';

    it.each(['skip', 'update', 'create'] as const)('takes two people for two (%s)', async (duplicates) => {
      const text = `${people}Иванов Пётр;${office};info@a.example;Тверь;;\nСидорова Анна;${office};info@a.example;Тула;09.05.1975;VIP`;
      const done = await importText(text, { duplicates });
      expect(done.counts).toMatchObject({ fresh: 2, duplicates: 0, clients: 2, possible: 1 });
      expect(done.possible).toMatchObject([{ line: 3, name: 'Сидорова Анна', by: 'phone', earlierLine: 2 }]);
      expect(clients().map(({ name, city, birthday, about }) => [name, city, birthday, about])).toEqual([
        ['Иванов Пётр', 'Тверь', '', ''],
        ['Сидорова Анна', 'Тула', '1975-05-09', 'VIP'],
      ]);
    });

    it.each(['skip', 'update', 'create'] as const)(
      'writes nothing into a stranger’s card (%s)',
      async (duplicates) => {
        await importText(`${people}Иванов Пётр;${office};;;;`);
        const [before] = clients();
        const done = await importText(`${people}Сидорова Анна;${office};;Тула;09.05.1975;VIP`, {
          duplicates,
        });
        expect(clients().find(({ id }) => id === before?.id)).toEqual(before);
        expect(clients()).toHaveLength(2);
        expect(done.possible).toMatchObject([
          { line: 2, by: 'phone', clientId: before?.id, clientName: 'Иванов Пётр' },
        ]);
      },
    );

    it('takes one name in two towns for two, and a person beside a company', async () => {
      const text = [
        'Название;ИНН;Город;Телефон',
        'Столовая № 1;;Тверь;',
        'Столовая № 1;;Тула;',
        `ООО «Ромашка»;7707083893;Москва;${office}`,
        `Петров Пётр;;Москва;${office}`,
      ].join('\n');
      const done = await importText(text, { duplicates: 'update' });
      expect(done.counts).toMatchObject({ clients: 4, duplicates: 0, possible: 2 });
      expect(clients().map(({ city }) => city)).toEqual(['Тверь', 'Тула', 'Москва', 'Москва']);
    });

    it('does for each row what the person has decided, and tells what was not taken over', async () => {
      await importText(`${people}Иванов Пётр;${office};;Тверь;01.02.1970;Старый друг`);
      const [known] = clients();
      const text = `${people}Иванов П.;${office};;Тула;03.04.1980;Новое\nСидорова Анна;${office};;;;\nКозлов Иван;${office};;;;`;
      const done = await importText(text, {
        possible: 'skip',
        decisions: [
          { line: 2, choice: 'update' },
          { line: 3, choice: 'create' },
        ],
      });
      expect(done.counts).toMatchObject({ clients: 1, possible: 3, duplicates: 2, fresh: 1 });
      const after = clients().find(({ id }) => id === known?.id);
      expect(
        clients()
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['Иванов Пётр', 'Сидорова Анна']);
      expect(after).toMatchObject({ city: 'Тверь', birthday: '1970-02-01', about: 'Старый друг' });
      expect(done.problems.map(({ line, code, column, value }) => [line, code, column, value])).toEqual([
        [2, 'filled-known', '', 'Иванов Пётр'],
        [2, 'not-taken-over', 'Название клиента', 'Иванов П.'],
        [2, 'not-taken-over', 'Город', 'Тула'],
        [2, 'not-taken-over', 'О клиенте', 'Новое'],
        [2, 'not-taken-over', 'День рождения', '1980-04-03'],
        [4, 'possible-skipped', '', 'Иванов Пётр'],
      ]);
    });

    it('adds a person to a company as its contact when told to fill it', async () => {
      await importText(`Название;ИНН;Телефон\nООО «Ромашка»;7707083893;${office}`);
      const done = await importText(`${people}Сидорова Анна;${office};anna@a.example;;09.05.1975;`, {
        possible: 'update',
      });
      expect(done.counts).toMatchObject({ clients: 0, contacts: 1, updated: 0 });
      expect(clients()).toMatchObject([{ name: 'Ромашка', birthday: '', emails: [] }]);
      expect(contacts()).toMatchObject([
        { name: 'Сидорова Анна', birthday: '1975-05-09', clientId: clients()[0]?.id },
      ]);
    });

    it('takes two colleagues with one phone for two contacts of their company', async () => {
      const text = `Название;ИНН;Контактное лицо;Мобильный;День рождения\n`;
      const company = 'ООО «Ромашка»;7707083893';
      const staff = `${text}${company};Иванов Пётр;${office};\n${company};Сидорова Анна;${office};09.05.1975`;
      await importText(staff, { duplicates: 'update' });
      const facts = () =>
        contacts()
          .map(({ name, birthday }) => [name, birthday])
          .sort();
      expect(facts()).toEqual([
        ['Иванов Пётр', ''],
        ['Сидорова Анна', '1975-05-09'],
      ]);
      await importText(`${text}${company};Козлов Иван;${office};01.01.1990`, { duplicates: 'update' });
      expect(facts()).toEqual(
        expect.arrayContaining([
          ['Иванов Пётр', ''],
          ['Козлов Иван', '1990-01-01'],
        ]),
      );
      expect(facts()).toHaveLength(3);
    });

    it('knows a client of the base by ИНН also where another has his phone', async () => {
      await importText(`Название;ИНН;Телефон\nПервый;;${office}\nВторой;7707083893;${office}`);
      const again = await importText('Название;ИНН\nСовсем другой;7707083893', { dry: true });
      expect(again.counts).toMatchObject({ duplicates: 1, possible: 0 });
    });
  });

  it('fills empty fields of a known client and takes it back', async () => {
    await importText(`${head}ООО «Ромашка»;7707083893;+7 495 123-45-67;;;`);
    const before = clients()[0];
    const filled = await importText(table, { duplicates: 'update', tag: 'новая' });
    expect(filled.counts).toMatchObject({ updated: 1, clients: 2, contacts: 2 });
    const after = clients().find(({ id }) => id === before?.id);
    expect(after).toMatchObject({ city: 'Москва', tags: ['новая'], name: 'Ромашка' });
    expect(after?.phones).toEqual(before?.phones);
    await test.context.records.change('clients', before?.id ?? '', { city: 'Тула' });
    const undone = await test.command('import.undo', { id: filled.importId, changedToo: false });
    expect(undone).toMatchObject({ removed: 4, kept: 0, restored: 1 });
    expect(clients()).toHaveLength(1);
    // What was written by hand since stays; what the import filled is empty again.
    expect(clients()[0]).toMatchObject({ city: 'Тула', tags: [] });
    expect(contacts()).toEqual([]);
    expect(all<{ id: string }>('imports')).toHaveLength(2);
  });

  it('is undone whole, but for what was worked on since', async () => {
    const { importId } = await importText(table);
    const [romashka, petrov, lutik] = clients();
    test.setClock(60_000);
    await test.context.records.change('clients', petrov?.id ?? '', { about: 'Перезвонить' });
    await test.context.records.insert('notes', { clientId: lutik?.id ?? '', text: 'Был на складе' } as never);
    expect(await test.command('import.undo', { id: importId, changedToo: false })).toEqual({
      removed: 3,
      kept: 2,
      restored: 0,
    });
    expect(clients().map(({ id }) => id)).toEqual([petrov?.id, lutik?.id]);
    expect(romashka).toBeDefined();
    expect(contacts()).toEqual([]);
    expect(test.read('import.history', {})[0]?.state).toBe('undone');
  });

  it('can be undone after a crash in the middle of it', async () => {
    const { importId } = await importText(table, { crash: true });
    expect(test.read('import.history', {})).toMatchObject([{ state: 'running', clients: 3, contacts: 2 }]);
    await expect(test.command('import.undo', { id: importId, changedToo: false })).rejects.toMatchObject({
      code: 'import-running',
    });
    // The next start knows nothing of the run that was cut short.
    const context = { ...test.context };
    const { importCommands } = await import('../../../src/main/import/commands');
    expect(await importCommands['import.undo'](context, { id: importId, changedToo: false })).toEqual({
      removed: 5,
      kept: 0,
      restored: 0,
    });
    expect(test.read('import.history', {})).toMatchObject([{ state: 'undone', clients: 3, contacts: 2 }]);
  });

  it('stops when cancelled and keeps what was written', async () => {
    const many = Array.from({ length: 5000 }, (_, n) => `Клиент ${n};;;Город ${n};;`).join('\n');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const stopped = await importText(head + many, { signal: stop.signal });
    expect(stopped.outcome).toBe('cancelled');
    expect(clients().length).toBe(stopped.counts.clients);
    expect(clients().length).toBeLessThan(5000);
    const { removed } = await test.command('import.undo', { id: stopped.importId, changedToo: false });
    expect(removed).toBe(stopped.counts.clients);
    expect(clients()).toEqual([]);
  });

  it('survives hostile values', async () => {
    const long = 'Я'.repeat(10_000);
    const text = [
      head.trim(),
      '<script>alert(1)</script>;;;<b>Москва</b>;;',
      '\u202eтекст справа налево;;;;;',
      '🚀 Ракета;;;🏙️;;',
      `${long};;;;;`,
      Array.from({ length: 500 }, (_, n) => `ячейка ${n}`).join(';'),
    ].join('\n');
    const { counts, problems } = await importText(text);
    expect(counts).toMatchObject({ rows: 5, invalid: 1, clients: 4 });
    expect(problems.find(({ kind }) => kind === 'invalid')).toMatchObject({
      line: 6,
      code: 'row-too-many-cells',
    });
    expect(clients().map(({ name }) => name.slice(0, 30))).toEqual([
      '<script>alert(1)</script>',
      'текст справа налево',
      '🚀 Ракета',
      long.slice(0, 30),
    ]);
  });

  it('keeps namesakes with different phones apart', async () => {
    const { counts } = await importText('ФИО;Телефон\nИванов Иван;+79161112233\nИванов Иван;+79164445566\n');
    expect(counts).toMatchObject({ fresh: 2, duplicates: 0 });
  });

  it('reads dates as the whole column has them, or as it is told', async () => {
    const text = (...dates: string[]) =>
      `Название;ФИО;День рождения\n${dates.map((date, n) => `Клиент ${dates.length}-${n};Иванов ${n};${date}`).join('\n')}`;
    const births = () => contacts().map(({ birthday }) => birthday);
    // The value that decides may stand at the very end.
    const american = await importText(text('3/4/1980', ...Array(300).fill(''), '12/31/1980'));
    expect(american.dateOrder).toEqual({ order: 'mdy', because: '12/31/1980', assumed: false });
    expect([births().at(0), births().at(-1), american.problems]).toEqual(['1980-03-04', '1980-12-31', []]);
    const ours = await importText(text('3/4/1981', '25.12.1980'), { dry: true });
    expect(ours.dateOrder).toMatchObject({ order: 'dmy', because: '25.12.1980' });
    expect(ours.problems).toEqual([]);
    const doubtful = await importText(text('3/4/1981', '5/6/1981'), { dry: true });
    expect(doubtful.dateOrder).toEqual({ order: 'dmy', because: '', assumed: true });
    expect(doubtful.problems.map(({ line, code }) => [line, code])).toEqual([
      [2, 'date-ambiguous'],
      [3, 'date-ambiguous'],
    ]);
    const told = await importText(text('3/4/1982'), { dateOrder: 'mdy' });
    expect(births()).toContain('1982-03-04');
    expect(told.problems).toEqual([]);
    expect((await importText('Название\nА', { dry: true })).dateOrder).toBeNull();
  });

  it('passes over totals and repeated headers, and says so', async () => {
    const done = await importText(
      `${head}${rows[0]}\r\n${head}${rows[2]}\r\nВсего;;;;;\r\nИтого: 2;;;;;\r\nВсего;15;;;;`,
    );
    expect(done.counts).toMatchObject({ rows: 3, clients: 3, invalid: 0 });
    expect(clients().map(({ name }) => name)).toEqual(['Ромашка', 'Петров И. И.', 'Всего']);
    expect(done.problems.map(({ line, code }) => [line, code])).toEqual([
      [3, 'row-repeats-header'],
      [6, 'row-totals'],
      [7, 'row-totals'],
    ]);
  });

  it('takes a list of addresses without a header', async () => {
    const path = join(folder, 'адреса.csv');
    await writeFile(path, 'anna@a.example\nboris@b.example\n');
    const { mapping } = await analyseFile({ path, encoding: '', delimiter: '' });
    const done = await importPath(path, { mapping: [...mapping] });
    expect(done.counts).toMatchObject({ rows: 2, clients: 2, invalid: 0 });
    expect(clients().map(({ name, emails }) => [name, emails[0]?.value])).toEqual([
      ['anna@a.example', 'anna@a.example'],
      ['boris@b.example', 'boris@b.example'],
    ]);
  });

  it('writes the failed rows with their reasons', async () => {
    const { plan, path, refusedLines } = await importText(table);
    const target = join(folder, 'failed.csv');
    expect(await saveFailedRows({ path, plan, language: 'ru', target, refusedLines })).toBe(1);
    expect(readFileSync(target, 'utf8')).toBe(
      '\ufeffНазвание;ИНН;Телефон;Город;Контактное лицо;Мобильный;Причина\r\n' +
        ';;;Казань;;;Нет ни названия, ни имени, ни телефона, ни эл. почты\r\n',
    );
  });

  it.skipIf(!existsSync(accounts))('takes the public accounts file', async () => {
    const { counts } = await importPath(accounts);
    expect(counts).toMatchObject({ rows: 85, fresh: 85, invalid: 0, clients: 85 });
  });

  it.skipIf(!existsSync(vcards))('takes public vCards', async () => {
    const { readdirSync } = await import('node:fs');
    for (const name of readdirSync(vcards).filter((file) => file.endsWith('.vcf'))) {
      const { outcome, counts } = await importPath(join(vcards, name));
      expect([name, outcome, counts.rows > 0]).toEqual([name, 'finished', true]);
    }
  });
});
