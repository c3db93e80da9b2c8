import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressKinds, emailLabels, genders, phoneLabels } from '../clients/schema';
import { parsePhones } from '../domain/phones/parse-phones';
import { sameBesidesIds } from './cells';
import type { CellContext, Field, FieldTypeName } from './field';
import * as make from './make';
import { fieldTypes, formatCell, parseCell } from './registry';

const id = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
const anyText = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });
const elementId = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const colours = ['red', 'dark blue', 'зелёный'] as const;

const samples = {
  text: [make.text(), anyText(60)],
  longText: [make.longText(), fc.string({ unit: 'grapheme', maxLength: 400 })],
  link: [make.link(), fc.webUrl()],
  integer: [make.integer(), fc.maxSafeInteger()],
  decimal: [make.decimal(), fc.stringMatching(/^-?\d{1,9}(\.\d{1,6})?$/)],
  money: [make.money(), fc.integer({ min: -9e15, max: 9e15 })],
  percent: [make.percent({ minimum: -1 }), fc.integer({ min: -1, max: 100 })],
  duration: [make.duration(), fc.integer({ min: 0, max: 360_000 })],
  date: [
    make.date(),
    fc.oneof(
      fc.constant(''),
      fc
        .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10)),
    ),
  ],
  instant: [
    make.instant(),
    fc.oneof(
      fc.constant(''),
      fc
        .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((at) => at.toISOString()),
    ),
  ],
  yesNo: [make.yesNo(), fc.boolean()],
  choice: [make.choice(genders), fc.constantFrom(...genders)],
  choices: [make.choices(colours), fc.uniqueArray(fc.constantFrom(...colours))],
  directory: [make.directory('funnels', 'stages'), fc.oneof(fc.constant(''), id)],
  reference: [make.reference('clients'), fc.oneof(fc.constant(''), id)],
  references: [make.references('clients'), fc.uniqueArray(id, { maxLength: 5 })],
  person: [make.person(), id],
  people: [make.people(), fc.uniqueArray(id, { maxLength: 5 })],
  file: [make.file(), id],
  phone: [make.phone(), fc.oneof(anyText(40), fc.constantFrom('+74951234567', '8 495 123-45-67', '12-34'))],
  phones: [
    make.phones(),
    fc.array(
      fc.oneof(
        fc.record({
          id: elementId,
          raw: anyText(30),
          e164: fc.constantFrom('', '+74951234567'),
          ext: fc.constantFrom('', '12'),
          label: fc.constantFrom(...phoneLabels),
        }),
        fc.constantFrom('8 (495) 123-45-67 доб. 12', '+7 916 123 45 67', '12-34').map((text) => {
          const [{ raw, e164, ext, label }] = parsePhones(text) as [ReturnType<typeof parsePhones>[number]];
          return { id: 'p1', raw, e164, ext, label };
        }),
      ),
      { maxLength: 4 },
    ),
  ],
  emails: [
    make.emails(),
    fc.array(
      fc.record({
        id: elementId,
        value: fc.oneof(fc.emailAddress(), anyText(30)),
        label: fc.constantFrom(...emailLabels),
      }),
      { maxLength: 4 },
    ),
  ],
  addresses: [
    make.addresses(),
    fc.array(
      fc.record({
        id: elementId,
        kind: fc.constantFrom(...addressKinds),
        text: anyText(60),
        city: anyText(20),
        region: anyText(20),
        postalCode: fc.constantFrom('', '101000'),
      }),
      { maxLength: 4 },
    ),
  ],
  accounts: [
    make.accounts(),
    fc.array(
      fc.record({
        id: elementId,
        bik: fc.constantFrom('', '044525225'),
        bankName: anyText(20),
        corrAccount: fc.constantFrom('', '30101810400000000225'),
        account: fc.constantFrom('', '40702810000000000001', '1'),
      }),
      { maxLength: 4 },
    ),
  ],
  tags: [
    make.tags(),
    fc.uniqueArray(
      anyText(20).filter((tag) => tag !== ''),
      { maxLength: 5 },
    ),
  ],
  lines: [
    make.lines<Record<string, unknown>>(),
    fc.array(fc.record({ id: elementId, name: anyText(20), price: fc.integer() }), { maxLength: 3 }),
  ],
  elements: [
    make.elements<{ name: string }>('name'),
    fc.array(fc.record({ id: elementId, name: anyText(20) }), { maxLength: 3 }),
  ],
  group: [
    make.group<{ first: string; sure: boolean }>({ first: make.text(), sure: make.yesNo() }),
    fc.record({ first: anyText(20), sure: fc.boolean() }),
  ],
  data: [make.data<unknown>({}), fc.record({ any: fc.jsonValue() })],
} satisfies Record<FieldTypeName, [Field<never> | Field<unknown>, fc.Arbitrary<unknown>]>;

/** A language in which every key has a word of its own. */
const worded: CellContext = {
  word: (key) => `Слово: ${key}`,
  key: (word) => (word.startsWith('Слово: ') ? word.slice('Слово: '.length) : undefined),
  zone: 'Europe/Moscow',
  dateOrder: 'mdy',
};

it.each(Object.keys(samples) as FieldTypeName[])('%s: a cell written is read as the same value', (type) => {
  const [field, values] = samples[type] as [Field, fc.Arbitrary<unknown>];
  fc.assert(
    fc.property(values, (value) => {
      for (const cells of [undefined, worded]) {
        const text = formatCell(field, value, cells);
        const back = parseCell(field, text, cells);
        const same = back.ok && sameBesidesIds(back.value, value);
        if (!same) expect({ text, back }).toEqual(value);
      }
    }),
    { numRuns: 300 },
  );
});

it('has every type once, by its own name', () => {
  expect(Object.keys(fieldTypes).sort()).toEqual(Object.keys(samples).sort());
});

it.each([
  ['money', make.money(), '1 234,50 руб.', 123_450],
  ['integer', make.integer(), '1 000', 1000],
  ['integer', make.integer(), '12.00', 12],
  ['decimal', make.decimal(), '0,500', '0.5'],
  ['percent', make.percent(), '15 %', 15],
  ['duration', make.duration(), '5 мин', 300],
  ['date', make.date(), '21.11.2026', '2026-11-21'],
  ['instant', make.instant(), '21.11.2026 10:30', '2026-11-21T07:30:00.000Z'],
  ['instant', make.instant(), '2026-11-21T10:30:00+03:00', '2026-11-21T07:30:00.000Z'],
  ['yesNo', make.yesNo(), 'да', true],
  ['choice', make.choice(colours), 'RED', 'red'],
  ['choices', make.choices(colours), 'red, Слово: dark blue', ['red', 'dark blue']],
  ['tags', make.tags(), 'vip; #опт', ['vip', 'опт']],
  ['phone', make.phone(), '8 (495) 123-45-67', '+74951234567'],
  ['emails', make.emails(), 'Anna@Romashka.ru', [{ id: 'i1', value: 'anna@romashka.ru', label: 'other' }]],
  [
    'addresses',
    make.addresses(),
    'Химки, ул. Ленина, 1',
    [{ id: 'i1', kind: 'actual', text: 'Химки, ул. Ленина, 1', city: '', region: '', postalCode: '' }],
  ],
] as const)('%s: reads what people write', (_type, field, text, value) => {
  const moscow = { ...worded, dateOrder: 'dmy' } as const;
  expect(parseCell(field as Field, text, moscow)).toEqual({ ok: true, value });
});

it.each([
  ['money', make.money(), 'много'],
  ['integer', make.integer(), '1.5'],
  ['percent', make.percent(), '101'],
  ['percent', make.percent(), '-1'],
  ['duration', make.duration(), '-5'],
  ['date', make.date(), '31.02.2026'],
  ['instant', make.instant(), 'вчера'],
  ['yesNo', make.yesNo(), 'может быть'],
  ['choice', make.choice(colours), 'пурпурный'],
  ['reference', make.reference('clients'), 'Ромашка'],
  ['emails', make.emails(), 'не адрес'],
  ['lines', make.lines(), 'две штуки'],
  ['text', make.text({ maxLength: 3 }), 'длинный'],
] as const)('%s: says what cannot be one', (_type, field, text) => {
  expect(parseCell(field as Field, text)).toEqual({ ok: false });
});
