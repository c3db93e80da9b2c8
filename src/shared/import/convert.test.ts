import { describe, expect, it } from 'vitest';
import { type ConvertOptions, convertRow } from './convert';
import type { ColumnTarget } from './fields';
import { suggestMapping } from './mapping';
import { vcardColumns } from './vcard-columns';

const today = '2026-11-30';

/** Converts a row written as header → value, with the suggested mapping. */
function convert(row: Readonly<Record<string, string>>, options: Partial<ConvertOptions> = {}) {
  const headers = Object.keys(row);
  const { columns } = suggestMapping(headers);
  return convertRow(Object.values(row), columns, { headers, restTitle: 'Прочее:', today, ...options });
}

const codes = (result: { issues: readonly { code: string }[] }) => result.issues.map(({ code }) => code);

/** Converts one value of one field, beside a name. */
const field = (target: ColumnTarget, value: string, header = 'Поле') =>
  convertRow(['Ромашка', value], ['client.name', target], {
    headers: ['Название', header],
    restTitle: '',
    today,
  });

describe('convertRow', () => {
  it('makes a client and a contact', () => {
    const { client, contact, issues } = convert({
      Компания: 'ООО «Ромашка»',
      ИНН: '7707083893',
      КПП: '773601001',
      Телефон: '8 (495) 123-45-67 доб. 12',
      ФИО: 'Петрова Анна Сергеевна',
      Должность: 'Бухгалтер',
      Мобильный: '8 916 123-45-67, 8 926 765-43-21',
      'Email контакта': 'Anna@Romashka.example',
      Город: 'Москва',
      Теги: 'опт, VIP, опт',
      Оборот: '1 000 000',
    });
    expect(issues).toEqual([]);
    expect(client).toMatchObject({
      kind: 'company',
      name: 'ООО «Ромашка»',
      inn: '7707083893',
      kpp: '773601001',
      city: 'Москва',
      tags: ['опт', 'VIP'],
      notes: 'Прочее:\nОборот: 1 000 000',
      phones: [{ e164: '+74951234567', ext: '12' }],
    });
    expect(contact).toMatchObject({
      name: 'Петрова Анна Сергеевна',
      position: 'Бухгалтер',
      emails: [{ value: 'anna@romashka.example' }],
      phones: [
        { e164: '+79161234567', label: 'mobile' },
        { e164: '+79267654321', label: 'mobile' },
      ],
    });
  });

  it('makes a client of a person alone', () => {
    const { client, contact } = convert({
      Фамилия: 'Иванов',
      Имя: 'Иван',
      Отчество: 'Иванович',
      Телефон: '+7 916 123-45-67',
      Должность: 'Прораб',
      'День рождения': '09.05.1975',
    });
    expect(contact).toBeUndefined();
    expect(client).toMatchObject({
      kind: 'person',
      name: 'Иванов Иван Иванович',
      birthday: '1975-05-09',
      notes: 'Прочее:\nДолжность: Прораб',
      phones: [{ e164: '+79161234567' }],
    });
  });

  it('takes a vCard', () => {
    const cells = vcardColumns.map(
      (column) =>
        ({
          FN: 'Олег Сидоров',
          'N;FAMILY': 'Сидоров',
          'N;GIVEN': 'Олег',
          ORG: 'АО «Север»',
          'TEL;FAX': '8 815 245-67-90',
          BDAY: '--0203',
          NOTE: 'Первая\nВторая',
        })[column as string] ?? '',
    );
    const { columns } = suggestMapping(vcardColumns);
    const result = convertRow(cells, columns, { headers: vcardColumns, restTitle: '', today });
    expect(result.client).toMatchObject({
      kind: 'company',
      name: 'АО «Север»',
      notes: 'Первая\nВторая\n\nBDAY: --0203',
    });
    expect(result.contact).toMatchObject({ name: 'Сидоров Олег', phones: [{ label: 'fax' }], birthday: '' });
    expect(codes(result)).toEqual(['date-invalid']);
  });

  it('names a row without a name by its e-mail or phone, and refuses one with nothing', () => {
    const named = convert({ Название: '', 'E-mail': 'a@b.example', Город: 'Тверь' });
    expect(named.client?.name).toBe('a@b.example');
    expect(codes(named)).toEqual(['name-from-contact']);
    const refused = convert({ Название: ' \u200f', Город: 'Тверь' });
    expect(refused.client).toBeUndefined();
    expect(refused.issues).toContainEqual({
      code: 'row-no-name',
      column: -1,
      value: '',
      severity: 'invalid',
    });
  });

  it('refuses a row wider than its table and one the reader could not read', () => {
    const options = { headers: ['Название'], restTitle: '', today };
    const wide = Array.from({ length: 500 }, (_, index) => `я${index}`);
    expect(convertRow(wide, ['client.name'], options)).toEqual({
      issues: [{ code: 'row-too-many-cells', column: -1, value: '500', severity: 'invalid' }],
    });
    expect(convertRow(['А', '', ' '], ['client.name'], options).client?.name).toBe('А');
    expect(codes(convertRow(['А'], ['client.name'], { ...options, problem: 'row-quote-unclosed' }))).toEqual([
      'row-quote-unclosed',
    ]);
  });

  it('cleans names of what cannot be seen and keeps what can', () => {
    const dirty = field('contact.name', '\u202eевил\u0007  <script>alert(1)</script> 👨‍👩‍👧\u00a0Ё\u200b');
    expect(dirty.contact?.name).toBe('евил <script>alert(1)</script> 👨‍👩‍👧 Ё');
    expect(codes(dirty)).toEqual(['text-cleaned']);
  });

  it('cuts what is too long and keeps the whole in the notes', () => {
    const exact = convertRow(['ы'.repeat(10_000)], ['client.name'], {
      headers: ['Название'],
      restTitle: '',
      today,
    });
    expect(exact.issues).toEqual([]);
    expect(exact.client?.name).toHaveLength(10_000);
    const long = field('client.city', 'Г'.repeat(500), 'Город');
    expect(long.client?.city).toHaveLength(120);
    expect(long.client?.notes).toBe(`Город: ${'Г'.repeat(500)}`);
    expect(long.issues[0]?.value).toHaveLength(200);
    expect(codes(long)).toEqual(['text-cut']);
  });

  it.each([
    ['client.inn', '7707083894', ['inn-invalid'], { inn: '7707083894' }],
    ['client.inn', '7,70708E+09', ['number-damaged'], { inn: '' }],
    ['client.inn', "'7707083893", [], { inn: '7707083893' }],
    ['client.kpp', '73601001', ['zero-restored'], { kpp: '073601001' }],
    ['client.bik', '44525225', ['zero-restored'], { bik: '044525225' }],
    ['client.phones', '7.91612E+10', ['number-damaged'], { phones: [], notes: 'Поле: 7.91612E+10' }],
    ['client.phones', '123-45-67', ['phone-local'], { phones: [{ raw: '123-45-67', e164: '' }] }],
    ['client.phones', 'спросить', ['phone-unreadable'], { phones: [], notes: 'Поле: спросить' }],
    ['client.phones', '+7 495 123-45-67 ::: +7 495 123-45-67', [], { phones: [{ e164: '+74951234567' }] }],
    ['client.emails', 'нет', ['email-invalid'], { emails: [], notes: 'Поле: нет' }],
    [
      'client.emails',
      'Анна <anna@a.example>; b@b.example',
      [],
      { emails: [{ value: 'anna@a.example' }, { value: 'b@b.example' }] },
    ],
    ['client.kind', 'Юр. лицо', [], { kind: 'company' }],
    ['client.kind', 'ИП', [], { kind: 'entrepreneur' }],
    ['client.kind', 'кот', ['kind-unknown'], { kind: 'company', notes: 'Поле: кот' }],
    ['client.status', 'Постоянный', [], { status: 'regular' }],
    ['client.status', 'Статус X', ['status-unknown'], { status: '', notes: 'Поле: Статус X' }],
    ['client.city', 'Т\ufffdверь', ['text-undecodable'], { city: 'Т\ufffdверь' }],
  ] as const)('%s: %s', (target, value, issues, expected) => {
    const result = field(target, value);
    expect(codes(result)).toEqual(issues);
    expect(result.client).toMatchObject(expected);
  });

  it.each([
    ['31.02.1980', ['date-invalid'], ''],
    ['0/0/00', [], ''],
    ['03/04/1980', ['date-ambiguous'], '1980-04-03'],
    ['1980-03-22', [], '1980-03-22'],
    ['19800322', [], '1980-03-22'],
  ])('reads the date %s', (text, issues, date) => {
    const result = convert({ Компания: 'А', ФИО: 'Б', 'День рождения': text });
    expect(codes(result)).toEqual(issues);
    expect(result.contact?.birthday).toBe(date);
  });

  it.each([
    // Nobody is born ahead: two digits of a year that would be, are of the last century.
    ['12.03.58', '1958-03-12', []],
    ['12/03/58', '1958-03-12', ['date-ambiguous']],
    ['12.03.25', '2025-03-12', []],
    ['12.03.2058', '', ['birthday-impossible']],
    ['2027-01-01', '', ['birthday-impossible']],
    ['31.12.2026', '', ['birthday-impossible']],
    ['30.11.2026', '2026-11-30', []],
    ['01.01.1700', '', ['birthday-impossible']],
    ['99999', '', ['birthday-impossible']],
    ['21256', '1958-03-12', []],
  ])('takes the birthday %s', (text, date, issues) => {
    const result = convert({ Компания: 'А', ФИО: 'Б', 'День рождения': text });
    expect(codes(result)).toEqual(issues);
    expect(result.contact?.birthday).toBe(date);
    // What is not taken is kept.
    expect(result.client?.notes).toBe(date === '' ? `Прочее:\nДень рождения: ${text}` : '');
  });

  it('reads a date as the column is ordered', () => {
    const row = { Компания: 'А', ФИО: 'Б', 'День рождения': '3/4/1980' };
    const american = convert(row, { dateOrder: 'mdy' });
    expect([american.contact?.birthday, codes(american)]).toEqual(['1980-03-04', []]);
    const ours = convert(row, { dateOrder: 'dmy' });
    expect([ours.contact?.birthday, codes(ours)]).toEqual(['1980-04-03', []]);
    const dotted = convert({ ...row, 'День рождения': '3.4.1980' }, { dateOrder: 'mdy' });
    expect(dotted.contact?.birthday).toBe('1980-04-03');
  });

  it('takes needless decimals off every number', () => {
    const { client, issues } = convert({
      Название: 'Ромашка',
      ИНН: '7707083893.0',
      КПП: '773601001,00',
      ОГРН: '1027700132195.0',
      БИК: '044525225.0',
      'Расчётный счёт': '40702810938000000001.0',
      'Корр. счёт': '30101810400000000225,00',
      Индекс: '101000.0',
    });
    expect(client).toMatchObject({
      inn: '7707083893',
      kpp: '773601001',
      ogrn: '1027700132195',
      bik: '044525225',
      corrAccount: '30101810400000000225',
      account: '40702810938000000001',
      postalCode: '101000',
    });
    expect(issues.filter(({ code }) => code !== 'account-invalid')).toEqual([]);
    // A leading zero lost beside them comes back too.
    expect(convert({ Название: 'А', БИК: '44525225.0' }).client?.bik).toBe('044525225');
  });

  it.each(['7.70708E+09', '7,70708E+09', '7.7E9', '7,70708e+009', '7E+9'])(
    'calls the number %s damaged',
    (text) => {
      for (const header of ['ИНН', 'КПП', 'ОГРН', 'БИК', 'Расчётный счёт', 'Корр. счёт', 'Индекс']) {
        const result = convert({ Название: 'А', [header]: text });
        expect([header, codes(result)]).toEqual([header, ['number-damaged']]);
        expect(result.client?.notes).toBe(`Прочее:\n${header}: ${text}`);
      }
    },
  );

  it('divides a cell that holds an ИНН and a КПП', () => {
    const both = { inn: '7707083893', kpp: '773601001' };
    expect(convert({ Название: 'А', 'ИНН/КПП': '7707083893/773601001' })).toMatchObject({
      client: both,
      issues: [],
    });
    expect(convert({ Название: 'А', ИНН: '7707083893 / 773601001' })).toMatchObject({
      client: both,
      issues: [],
    });
    expect(convert({ Название: 'А', 'КПП/ИНН': '773601001/7707083893' })).toMatchObject({
      client: both,
      issues: [],
    });
    expect(convert({ Название: 'А', ИНН: '7707083893/540501001', КПП: '773601001' }).client).toMatchObject(
      both,
    );
    expect(convert({ Название: 'ИП А', 'ИНН / КПП': '500100732259/' }).client).toMatchObject({
      inn: '500100732259',
      kpp: '',
    });
  });

  it('keeps what two columns of one field say', () => {
    const { client } = convert({ Название: 'А', Компания: 'Б', Источник: 'Сайт', 'Рекламный канал': 'Сайт' });
    expect(client).toMatchObject({ name: 'А', source: 'Сайт', notes: 'Прочее:\nКомпания: Б' });
  });

  it('tells an entrepreneur by the form or by the ИНН', () => {
    expect(convert({ Название: 'ИП Ёлкин П. И.' }).client?.kind).toBe('entrepreneur');
    expect(convert({ Название: 'Ёлкин', ИНН: '500100732259' }).client?.kind).toBe('entrepreneur');
  });
});
