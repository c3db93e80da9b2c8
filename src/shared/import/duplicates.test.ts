import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComparedClient,
  duplicateKeys,
  factOf,
  InFileDuplicates,
  isSameContact,
  mayBeSame,
} from './duplicates';
import { csvCell, failedRowsCsv } from './failed-rows';
import { HashTable, hashText } from './hash';

const client = (fields: Partial<ComparedClient>): ComparedClient => ({
  name: 'Ромашка',
  inn: '',
  kpp: '',
  phones: [],
  emails: [],
  ...fields,
});

describe('duplicateKeys', () => {
  it('gives the only identity first, then hints, the best first', () => {
    const keys = duplicateKeys(
      client({
        name: 'ООО «РОМАШКА»',
        inn: '7707083893',
        kpp: '773601001',
        phones: [{ e164: '+74951234567' }, { e164: '' }],
        emails: [{ value: 'Info@A.example' }],
        city: 'Тверь',
      }),
    );
    expect(keys).toEqual([
      'inn:7707083893/773601001',
      'name-phone:4951234567/ромашка',
      'name-email:info@a.example/ромашка',
      'phone:4951234567',
      'email:info@a.example',
      'name-city:тверь/ромашка',
      'name:ромашка',
    ]);
    expect(keys.map(factOf)).toEqual([
      'inn',
      'name-phone',
      'name-email',
      'phone',
      'email',
      'name-city',
      'name',
    ]);
  });

  it('takes no wrong ИНН for an identity', () => {
    for (const inn of ['7707083890', '0000000000', 'НЕТ', ''])
      expect(duplicateKeys(client({ inn }))).toEqual(['name:ромашка']);
  });

  it('knows a contact by the name, since colleagues share phones', () => {
    const anna = { name: 'Ёлкина Анна', birthday: '1980-01-02' };
    expect(isSameContact(anna, { name: 'елкина анна', birthday: '' })).toBe(true);
    expect(isSameContact(anna, { name: 'Ёлкина Анна', birthday: '1990-01-02' })).toBe(false);
    expect(isSameContact(anna, { name: 'Ёлкин Пётр', birthday: '1980-01-02' })).toBe(false);
  });

  it('never takes two ИНН or two branches for one', () => {
    expect(mayBeSame({ inn: '1', kpp: '' }, { inn: '2', kpp: '' })).toBe(false);
    expect(mayBeSame({ inn: '1', kpp: 'a' }, { inn: '1', kpp: 'b' })).toBe(false);
    expect(mayBeSame({ inn: '1', kpp: '' }, { inn: '1', kpp: 'b' })).toBe(true);
    expect(mayBeSame({ inn: '', kpp: '' }, { inn: '1', kpp: 'b' })).toBe(true);
  });
});

describe('InFileDuplicates', () => {
  it('is sure by ИНН and КПП alone', () => {
    const seen = new InFileDuplicates();
    const phones = [{ e164: '+74951234567' }];
    const sure = { mark: 2, strength: 'sure', by: 'inn' };
    expect(seen.add(client({ inn: '7707083893', kpp: '773601001', phones }), 2)).toBeNull();
    expect(seen.add(client({ inn: '7707083893', kpp: '773601001', name: 'Иначе' }), 3)).toEqual(sure);
    expect(seen.add(client({ inn: '7707083893' }), 4)).toEqual(sure);
    expect(seen.add(client({ inn: '7707083893', kpp: '540501001', name: 'Филиал' }), 5)).toBeNull();
    // Of two branches nobody knows which is meant.
    expect(seen.find(client({ inn: '7707083893' }))).toMatchObject({ strength: 'hint', by: 'inn-alone' });
    expect(seen.add(client({ inn: '7736050003', phones }), 6)).toBeNull();
  });

  it('finds hints, the best first', () => {
    const seen = new InFileDuplicates();
    const phones = [{ e164: '+74951234567' }];
    seen.add(client({ phones, city: 'Тверь' }), 2);
    expect(seen.add(client({ name: 'Другая', phones }), 7)).toEqual({
      mark: 2,
      strength: 'hint',
      by: 'phone',
    });
    // What shares the phone and the name too is the better guess.
    expect(seen.find(client({ name: 'Другая', phones }))).toEqual({
      mark: 7,
      strength: 'hint',
      by: 'name-phone',
    });
    expect(seen.add(client({ name: 'ромашка ооо', city: 'Тула' }), 8)).toEqual({
      mark: 2,
      strength: 'hint',
      by: 'name',
    });
    expect(seen.find(client({ city: 'Тула' }))).toEqual({ mark: 8, strength: 'hint', by: 'name-city' });
    expect(seen.find(client({ inn: '7736207543' }))).toMatchObject({ strength: 'hint', by: 'name' });
  });

  it('stops remembering when full, and says so', () => {
    const seen = new InFileDuplicates(10);
    for (let mark = 0; mark < 20; mark += 1) seen.add(client({ name: `Клиент ${mark}` }), mark);
    expect(seen.full).toBe(true);
    expect(seen.find(client({ name: 'Клиент 0' }))).toEqual({ mark: 0, strength: 'hint', by: 'name' });
  });
});

describe('HashTable', () => {
  it('answers like a Map that keeps the first', () => {
    const table = new HashTable(100_000);
    const map = new Map<number, number>();
    for (let index = 0; index < 20_000; index += 1) {
      const hash = hashText(`ключ ${index % 15_000}`);
      table.add(hash, index);
      if (!map.has(hash)) map.set(hash, index);
    }
    expect(table.size).toBe(15_000);
    expect([...map].every(([hash, value]) => table.get(hash) === value)).toBe(true);
    expect(table.get(hashText('нет такого'))).toBeUndefined();
  });

  it('hashes to exact whole numbers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hash = hashText(text);
        return Number.isSafeInteger(hash) && hash >= 0 && hashText(text) === hash;
      }),
    );
  });
});

describe('failedRowsCsv', () => {
  it('writes what Russian Excel opens, with the reason in its own column', () => {
    const rows = [
      { cells: ['А;Б', '+7 495 123-45-67'], reason: 'Нет названия' },
      { cells: ['=HYPERLINK("http://x")'], reason: 'Плохо' },
      { cells: ['1', '2', '3'], reason: 'Лишние' },
    ];
    expect(failedRowsCsv(['Название', 'Телефон'], rows, 'Причина')).toBe(
      '\ufeffНазвание;Телефон;Причина\r\n' +
        '"А;Б";+7 495 123-45-67;Нет названия\r\n' +
        '"\'=HYPERLINK(""http://x"")";;Плохо\r\n' +
        '1;2;Лишние;3\r\n',
    );
  });

  it.each([
    ['-5,5', '-5,5'],
    ['-2+3', "'-2+3"],
    ['@СУММ(A1)', "'@СУММ(A1)"],
    ['\tx', "'\tx"],
    ['', ''],
  ])('guards %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });
});
