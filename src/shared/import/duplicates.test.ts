import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComparedClient,
  contactKeys,
  duplicateKeys,
  InFileDuplicates,
  mayBeSame,
  strengthOf,
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
  it('gives the surest first and folds the rest', () => {
    const keys = duplicateKeys(
      client({
        name: 'ООО «РОМАШКА»',
        inn: '7707083893',
        kpp: '773601001',
        phones: [{ e164: '+74951234567' }, { e164: '' }],
        emails: [{ value: 'Info@A.example' }],
      }),
    );
    expect(keys).toEqual([
      'inn:7707083893/773601001',
      'phone:4951234567',
      'email:info@a.example',
      'name:ромашка',
    ]);
    expect(keys.map(strengthOf)).toEqual(['sure', 'strong', 'strong', 'weak']);
  });

  it('knows contacts by reach and name', () => {
    expect(
      contactKeys({ name: 'Ёлкин Пётр', phones: [], emails: [{ value: 'p@a.example', label: 'work' }] }),
    ).toEqual(['email:p@a.example', 'name:елкин петр']);
  });

  it('never takes two ИНН or two branches for one', () => {
    expect(mayBeSame({ inn: '1', kpp: '' }, { inn: '2', kpp: '' })).toBe(false);
    expect(mayBeSame({ inn: '1', kpp: 'a' }, { inn: '1', kpp: 'b' })).toBe(false);
    expect(mayBeSame({ inn: '1', kpp: '' }, { inn: '1', kpp: 'b' })).toBe(true);
    expect(mayBeSame({ inn: '', kpp: '' }, { inn: '1', kpp: 'b' })).toBe(true);
  });
});

describe('InFileDuplicates', () => {
  it('finds by ИНН and КПП, phone, e-mail and name', () => {
    const seen = new InFileDuplicates();
    expect(
      seen.add(client({ inn: '7707083893', kpp: '773601001', phones: [{ e164: '+74951234567' }] }), 2),
    ).toBeNull();
    expect(seen.add(client({ inn: '7707083893', kpp: '773601001' }), 3)).toEqual({
      mark: 2,
      strength: 'sure',
    });
    expect(seen.add(client({ inn: '7707083893' }), 4)).toEqual({ mark: 2, strength: 'sure' });
    expect(seen.add(client({ inn: '7707083893', kpp: '540501001', name: 'Филиал' }), 5)).toBeNull();
    expect(seen.add(client({ inn: '7736050003', phones: [{ e164: '+74951234567' }] }), 6)).toBeNull();
    expect(seen.add(client({ name: 'Другая', phones: [{ e164: '+74951234567' }] }), 7)).toEqual({
      mark: 2,
      strength: 'strong',
    });
    expect(seen.add(client({ name: 'ромашка ооо' }), 8)).toEqual({ mark: 2, strength: 'weak' });
    expect(seen.add(client({ name: 'Лютик' }), 9)).toBeNull();
    expect(seen.add(client({ name: 'Лютик', inn: '7736207543' }), 10)).toEqual({ mark: 9, strength: 'weak' });
  });

  it('stops remembering when full, and says so', () => {
    const seen = new InFileDuplicates(10);
    for (let mark = 0; mark < 20; mark += 1) seen.add(client({ name: `Клиент ${mark}` }), mark);
    expect(seen.full).toBe(true);
    expect(seen.find(client({ name: 'Клиент 0' }))).toEqual({ mark: 0, strength: 'weak' });
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
