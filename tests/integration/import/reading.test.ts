import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeChunks } from '../../../src/main/import/decode';
import { type ImportRow, openImport } from '../../../src/main/import/open';
import { vcardRows } from '../../../src/main/import/vcard';
import { convertRow } from '../../../src/shared/import/convert';
import { suggestMapping } from '../../../src/shared/import/mapping';
import { vcardColumns } from '../../../src/shared/import/vcard-columns';
import { texts } from '../../../src/shared/texts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/import/${name}`, import.meta.url));
const sharedData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

async function readAll(path: string, choice = {}) {
  const file = await openImport(path, choice);
  const rows: ImportRow[] = [];
  for await (const row of file.rows()) rows.push(row);
  return { ...file, all: rows, cells: rows.map((row) => row.cells) };
}

/** A card's cells by column. */
const card = (cells: readonly string[] | undefined) =>
  Object.fromEntries(
    vcardColumns.map((column, index) => [column, cells?.[index]]).filter(([, value]) => value),
  );

const HEADERS = ['Название', 'ИНН', 'КПП', 'Телефон', 'Эл. почта', 'Город', 'Контактное лицо', 'Примечание'];

describe('tables', () => {
  it.each([
    ['utf8-semicolon.csv', 'utf-8', ';'],
    ['utf8-comma.csv', 'utf-8', ','],
    ['utf8-bom-semicolon.csv', 'utf-8-bom', ';'],
    ['windows-1251-semicolon.csv', 'windows-1251', ';'],
    ['windows-1251-tab.csv', 'windows-1251', '\t'],
    ['utf16le-tab.csv', 'utf-16le', '\t'],
    ['sep-line.csv', 'windows-1251', '|'],
    ['preface.csv', 'windows-1251', ';'],
  ])('reads %s', async (name, encoding, delimiter) => {
    const file = await readAll(fixture(name));
    expect(file).toMatchObject({ format: 'csv', encoding, delimiter, headers: HEADERS });
    expect(file.cells).toHaveLength(4);
    expect(file.cells[0]?.[0]).toBe('ООО «Ромашка»');
    expect(file.cells[1]?.[7]).toBe('Доставка; самовывоз');
    expect(file.cells[2]).toContain('АО "Северный ветер"');
    expect(file.cells[2]?.[7]).toBe('Строка 1\nСтрока 2');
    expect(file.cells[3]?.[0]).toBe('Щёлково Цемент');
    expect(file.sample).toEqual(file.cells);
    expect(file.all.every((row) => row.problem === '')).toBe(true);
    expect(file.all.at(-1)?.bytesRead).toBe(file.totalBytes);
  });

  it('tells DOS text from Windows text', async () => {
    const file = await readAll(fixture('cp866-semicolon.csv'));
    expect(file).toMatchObject({ encoding: 'cp866', headers: HEADERS });
    expect(file.cells[1]?.[0]).toBe('ИП Ёлкин Пётр Ильич');
  });

  it('numbers the rows by the physical lines of the file', async () => {
    const file = await readAll(fixture('preface.csv'));
    expect(file.all.map((row) => row.line)).toEqual([5, 6, 7, 9]);
    const sep = await readAll(fixture('sep-line.csv'));
    expect(sep.all.map((row) => row.line)).toEqual([3, 4, 5, 7]);
  });

  it('obeys the encoding and the delimiter of the user', async () => {
    const file = await readAll(fixture('windows-1251-semicolon.csv'), { encoding: 'cp866', delimiter: ',' });
    expect(file.encoding).toBe('cp866');
    expect(file.delimiter).toBe(',');
  });

  it('keeps duplicate headers apart', async () => {
    const file = await readAll(fixture('duplicate-headers.csv'));
    expect(file.headers).toEqual(['Компания', 'Телефон', 'Телефон', 'Источник', 'Источник']);
    expect(file.cells).toEqual([['Лютик', '84951112233', '84951112244', 'Сайт', 'Реклама']]);
  });

  it('survives a row of 500 columns', async () => {
    const file = await readAll(fixture('wide-row.csv'));
    expect(file.headers).toEqual(['Название', 'Телефон']);
    expect(file.cells.map((cells) => cells.length)).toEqual([2, 500, 2]);
  });

  it('goes on behind a quote that is never closed', async () => {
    const file = await readAll(fixture('unclosed-quote.csv'));
    expect(file.all.map((row) => [row.line, row.problem, row.cells[1]])).toEqual([
      [2, '', 'Тверь'],
      [3, 'row-quote-unclosed', 'Орёл'],
      [4, '', 'Тула'],
      [5, '', 'Псков'],
    ]);
  });

  it.each([
    ['empty.csv', 'import-empty'],
    ['blank.csv', 'import-empty'],
    ['garbage.csv', 'import-not-text'],
    ['header-only.csv', 'import-no-rows'],
    ['absent.csv', 'file-not-found'],
  ])('refuses %s with %s', async (name, code) => {
    await expect(openImport(fixture(name))).rejects.toMatchObject({ code });
  });

  it('stops when asked', async () => {
    const stop = new AbortController();
    const file = await openImport(fixture('utf8-semicolon.csv'));
    const read = async () => {
      for await (const row of file.rows(stop.signal)) if (row.line === 2) stop.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 'import-cancelled' });
  });
});

describe('vCards', () => {
  it('reads 2.1 with quoted-printable in two charsets', async () => {
    const file = await readAll(fixture('cards-2.1.vcf'));
    expect(file).toMatchObject({ format: 'vcard', headers: vcardColumns });
    expect(file.cells).toHaveLength(2);
    for (const cells of file.cells) {
      expect(card(cells)).toEqual({
        FN: 'Иванова Мария Петровна',
        'N;FAMILY': 'Иванова',
        'N;GIVEN': 'Мария',
        'N;ADDITIONAL': 'Петровна',
        ORG: 'ООО «Ромашка; сыновья»',
        'ORG;UNIT': 'Отдел закупок',
        TITLE: 'Главный бухгалтер',
        'TEL;WORK': '8 (495) 123-45-67',
        'TEL;CELL': '+7 916 123-45-67',
        EMAIL: 'maria@romashka.example',
        BDAY: '19800322',
        OTHER: 'PHOTO',
      });
    }
  });

  it('reads 3.0 with folds, groups and escapes', async () => {
    const file = await readAll(fixture('cards-3.0.vcf'));
    expect(file.cells.map(card)).toEqual([
      {
        FN: 'Олег Сидоров',
        'N;FAMILY': 'Сидоров',
        'N;GIVEN': 'Олег',
        'N;ADDITIONAL': 'Игоревич',
        ORG: 'АО "Северный ветер", филиал',
        'ORG;UNIT': 'Сбыт',
        TITLE: 'Директор по развитию',
        TEL: '+7 815 245-67-89',
        'TEL;FAX': '8 815 245-67-90',
        EMAIL: 'sidorov@sever.example',
        ADR: '183038, Россия, Мурманская обл., Мурманск, ул. Портовая, 5',
        'ADR;CITY': 'Мурманск',
        'ADR;REGION': 'Мурманская обл.',
        URL: 'https://sever.example',
        BDAY: '1975-05-09',
        NOTE: 'Первая строка\nВторая; с точкой',
        CATEGORIES: 'порт,опт',
        'X-ABLABEL': 'Склад на причале: +7 815 245-67-89',
      },
      { FN: 'Анна', 'N;GIVEN': 'Анна', 'TEL;CELL': '8-926-765-43-21' },
    ]);
  });

  it('reads 4.0, passes over a broken line and tells of a card without an end', async () => {
    const file = await readAll(fixture('cards-4.0.vcf'));
    expect(card(file.cells[0])).toMatchObject({
      FN: 'Ёжиков Семён',
      'TEL;WORK': '+7-495-123-45-67;ext=102',
      BDAY: '--02-03',
      ORG: 'Лесной двор',
    });
    expect(file.all.map((row) => row.problem)).toEqual(['', 'card-unclosed', '']);
    expect(file.all.map((row) => row.line)).toEqual([1, 11, 15]);
  });
});

describe('what a card has besides', () => {
  const rowsOf = async (lines: readonly string[]) => {
    const text = `BEGIN:VCARD\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;
    const cells: string[][] = [];
    const chunks = decodeChunks([Buffer.from(text)], 'utf-8');
    for await (const row of vcardRows(chunks)) cells.push(row.cells);
    return cells;
  };

  it.each([['', 'TEL;CELL:+79161234567'], ['TEL;CELL:+79161234567'], ['  ', 'TEL;CELL:+79161234567']])(
    'does not swallow the property after a value that never goes on (%j)',
    async (...after) => {
      const name = 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=';
      const [cells] = await rowsOf(['VERSION:2.1', name, ...after]);
      expect(card(cells)).toEqual({ 'N;FAMILY': 'Иванов', 'TEL;CELL': '+79161234567' });
    },
  );

  it('still joins a value over its soft breaks', async () => {
    const note = ['NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=', '=D0=B2=', '=D0=B0=D0=BD'];
    expect(card((await rowsOf(['VERSION:2.1', 'FN:A', ...note]))[0])).toEqual({ FN: 'A', NOTE: 'Иван' });
  });

  it('loses no property', async () => {
    const [cells] = await rowsOf([
      'VERSION:3.0',
      'FN:Иван',
      'N:Иванов;Иван;;Г-н;мл.',
      'IMPP;TYPE=HOME:xmpp:ivan@a.example',
      'X-SOCIALPROFILE;type=twitter:http://twitter.com/ivan',
      'ANNIVERSARY:20100612',
      'RELATED;TYPE=spouse;VALUE=text:Мария',
      'GEO:55.75;37.61',
      'X-SKYPE:ivan.skype',
      'GENDER:M',
      'item1.X-ABDATE:2010-06-12',
      'item1.X-ABLabel:_$!<Anniversary>!$_',
      'item2.URL:https://ivan.example',
      'item2.X-ABLabel:_$!<HomePage>!$_',
      'item3.TEL:+74951234567',
      'item3.X-ABLabel:_$!<Work>!$_',
      'item4.TEL:+74951234568',
      'item4.X-ABLabel:Дача',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg',
      'REV:20200101T000000Z',
      'строка без двоеточия',
    ]);
    const found = card(cells);
    expect(found).toMatchObject({
      'TEL;WORK': '+74951234567',
      TEL: '+74951234568',
      URL: 'https://ivan.example',
    });
    const { client, issues } = convertRow(cells ?? [], suggestMapping(vcardColumns).columns, {
      headers: vcardColumns,
      restTitle: '',
      today: '2026-11-30',
      titleOf: (name) => texts.ru.imports.cardTitles[name.toUpperCase()] ?? name,
    });
    expect(client?.notes.split('\n')).toEqual([
      'Домашняя страница: https://ivan.example',
      'Дача: +74951234568',
      'Обращение: Г-н',
      'Обращение: мл.',
      'Мессенджер (home): xmpp:ivan@a.example',
      'Соцсеть (twitter): http://twitter.com/ivan',
      expect.stringMatching(/^Годовщина: 2010-?06-?12$/),
      'Связан с (spouse): Мария',
      expect.stringMatching(/^Координаты: 55\.75\D+37\.61$/),
      'Skype: ivan.skype',
      'Пол: M',
      'Anniversary: 2010-06-12'.replace('Anniversary', 'Годовщина'),
      'строка без двоеточия',
    ]);
    expect(issues.filter(({ code }) => code === 'kept-in-notes')).toHaveLength(11);
    expect(issues.filter(({ code }) => code === 'picture-left-out')).toMatchObject([{ value: 'Фотография' }]);
  });
});

// Real files of other programs, where the machine has them.
describe.skipIf(!existsSync(sharedData))('real files (skipped where the sample data is absent)', () => {
  it('reads the accounts table', async () => {
    const file = await readAll(`${sharedData}/maven-crm/accounts.csv`);
    expect(file.headers).toEqual([
      'account',
      'sector',
      'year_established',
      'revenue',
      'employees',
      'office_location',
      'subsidiary_of',
    ]);
    expect(file.all).toHaveLength(85);
    expect(file.cells[0]?.[0]).toBe('Acme Corporation');
  });

  it('reads every vCard', async () => {
    const names: Record<string, (string | undefined)[]> = {};
    for (const name of readdirSync(`${sharedData}/vcard`).filter((file) => file.endsWith('.vcf'))) {
      const file = await readAll(`${sharedData}/vcard/${name}`);
      expect(file.all.every((row) => row.problem === '')).toBe(true);
      names[name] = file.cells.map((cells) => card(cells).FN);
    }
    expect(names['gmail-list.vcf']).toEqual(['Arnold Smith', 'Chris Beatle', 'Doug White']);
    expect(names['outlook-2003.vcf']).toEqual(['John Doe III']);
    expect(names['rfc6350-example.vcf']).toEqual(['Simon Perreault']);
    expect(names['John_Doe_IPHONE.vcf']).toEqual(['Mr. John Richter James Doe Sr.']);
    expect(names['John_Doe_ANDROID.vcf']?.length).toBeGreaterThan(4);
  });
});
