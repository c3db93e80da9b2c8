import { describe, expect, it } from 'vitest';
import { ageing, ageOf, paidState } from './debts';
import { foldNumber, matchPayments, numbersIn, type OpenDocument } from './match';
import { reconcile } from './reconciliation';
import type { StatementPayment } from './statement';

const nobody = { name: '', inn: '', kpp: '', account: '', bik: '', bankName: '' };
const payment = (change: Partial<StatementPayment> & { inn?: string } = {}): StatementPayment => ({
  key: 'k',
  kind: 'Платежное поручение',
  number: '1',
  date: '2026-11-20',
  bookedOn: '2026-11-20',
  direction: 'in',
  amount: 10_000,
  payee: nobody,
  purpose: '',
  line: 1,
  ...change,
  payer: { ...nobody, inn: change.inn ?? '7736050003' },
});
const document = (change: Partial<OpenDocument> = {}): OpenDocument => ({
  id: 'd1',
  clientId: 'c1',
  inn: '7736050003',
  number: 'А7-000123',
  date: '2026-11-01',
  total: 10_000,
  paid: 0,
  ...change,
});
const clients = [
  { id: 'c1', inn: '7736050003' },
  { id: 'c2', inn: '7702070139' },
];

describe('numbers in a purpose', () => {
  it.each([
    ['Оплата по счету № А7-000123 от 01.11.2026', ['А7-123']],
    ['Оплата по счёту А7-123 от 01.11.2026 в т.ч. НДС 22% - 2200.01', ['А7-123']],
    ['опл. по сч. a7-0123', ['А7-123']],
    ['За мебель по сч.№45/2026 от 1.2.26', ['45/2026']],
    ['по счетам № 12, 13 и 14 от 01.11.2026', ['12', '13', '14']],
    ['Оплата по договору № 7 от 01.02.2026, счет 15', ['7', '15']],
    ['Оплата по счет-фактуре 77', ['77']],
    ['Оплата за услуги связи. НДС не облагается', []],
    ['Пополнение счета', []],
  ])('%s', (purpose, numbers) => expect(numbersIn(purpose)).toEqual(numbers.map(foldNumber)));
});

describe('matching', () => {
  const one = (paid: StatementPayment, documents: readonly OpenDocument[]) =>
    matchPayments([paid], documents, clients)[0];

  it('by ИНН, number and sum', () => {
    expect(one(payment({ purpose: 'счет А7-123' }), [document()])).toMatchObject({
      ...{ clientId: 'c1', allocations: [{ documentId: 'd1', amount: 10_000 }], rest: 0 },
      ...{ confidence: 'sure', reasons: ['inn', 'number', 'amount'] },
    });
  });
  it('partly paid, and paid too much', () => {
    const less = one(payment({ purpose: 'счет А7-123', amount: 4_000 }), [document()]);
    expect([less?.allocations[0]?.amount, less?.reasons]).toEqual([4_000, ['inn', 'number', 'amount-less']]);
    const more = one(payment({ purpose: 'счет А7-123', amount: 12_000 }), [document()]);
    expect([more?.rest, more?.reasons]).toEqual([2_000, ['inn', 'number', 'amount-more']]);
  });
  it('two documents of one payment', () => {
    const both = one(payment({ purpose: 'по счетам № 123 и 124', amount: 15_000 }), [
      document(),
      document({ id: 'd2', number: 'А7-000124', total: 5_000 }),
    ]);
    expect(both?.allocations).toEqual([
      { documentId: 'd1', amount: 10_000 },
      { documentId: 'd2', amount: 5_000 },
    ]);
  });
  it('without a number, by the only document of that sum', () => {
    expect(one(payment(), [document(), document({ id: 'd2', total: 3 })])).toMatchObject({
      ...{ confidence: 'likely', reasons: ['inn', 'amount'], allocations: [{ documentId: 'd1' }] },
    });
  });
  it('leaves to a person what two documents would take', () => {
    expect(one(payment(), [document(), document({ id: 'd2' })])).toMatchObject({
      ...{ confidence: 'none', reasons: ['inn', 'several-documents'], rest: 10_000, clientId: 'c1' },
    });
  });
  it('a number of another client does not make it his', () => {
    expect(one(payment({ purpose: 'счет 123', inn: '7702070139', amount: 1 }), [document()])).toMatchObject({
      ...{ confidence: 'none', clientId: 'c2', allocations: [] },
    });
    expect(one(payment({ purpose: 'счет А7-123', inn: '7702070139' }), [document()])).toMatchObject({
      ...{ confidence: 'likely', clientId: 'c1', reasons: ['number', 'amount', 'payer-differs'] },
    });
  });
  it('tells what fits nothing', () => {
    expect(one(payment({ inn: '7702070139' }), [document()])?.reasons).toEqual(['inn', 'no-open-document']);
    expect(one(payment({ inn: '500100732259' }), [document()])?.reasons).toEqual(['payer-unknown']);
    expect(one(payment({ direction: 'out' }), [document()])?.reasons).toEqual(['outgoing']);
  });
  it('what one payment took, the next does not get', () => {
    const twice = [
      payment({ key: 'a', purpose: 'счет А7-123' }),
      payment({ key: 'b', purpose: 'счет А7-123' }),
    ];
    const [first, second] = matchPayments(twice, [document()], clients);
    expect([first?.rest, second?.allocations]).toEqual([0, []]);
  });
  it('10,000 payments against 10,000 documents within 2 s', () => {
    const documents = Array.from({ length: 10_000 }, (_, at) =>
      document({
        id: `d${at}`,
        number: `А7-${String(at + 1).padStart(6, '0')}`,
        inn: String(7_700_000_000 + (at % 900)),
      }),
    );
    const payments = documents.map(({ inn, number }, at) =>
      payment({
        inn,
        purpose: at % 3 === 0 ? '' : `Оплата по счету № ${number} от 01.11.2026`,
        key: String(at),
      }),
    );
    const start = performance.now();
    const matches = matchPayments(payments, documents, []);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(matches.filter(({ confidence }) => confidence === 'sure').length).toBeGreaterThan(6000);
  });
});

describe('debts', () => {
  it('states', () => {
    expect([paidState(100, 0), paidState(100, 40), paidState(100, 100), paidState(100, 101)]).toEqual([
      ...['unpaid', 'partial', 'paid', 'overpaid'],
    ]);
  });
  it('ages by step, both ends', () => {
    const on = (dueOn: string) => ageOf(dueOn, '2026-11-30');
    expect([
      on('2026-11-30'),
      on('2026-11-29'),
      on('2026-10-31'),
      on('2026-10-30'),
      on('2026-08-31'),
      on(''),
    ]).toEqual(['current', 'to30', 'to30', 'to60', 'over90', 'current']);
    const debts = [
      { documentId: 'a', clientId: 'c', dueOn: '2026-11-01', left: 5 },
      { documentId: 'b', clientId: 'c', dueOn: '2027-01-01', left: 7 },
      { documentId: 'd', clientId: 'c', dueOn: '2026-01-01', left: -3 },
    ];
    expect(ageing(debts, '2026-11-30')).toMatchObject({ current: 7, to30: 5, over90: 0, total: 12 });
  });
  it('акт сверки: opening, rows of the period by day, closing', () => {
    const row = (id: string, date: string, debit: number, credit: number) => ({
      id,
      date,
      title: id,
      debit,
      credit,
    });
    expect(
      reconcile(
        [
          row('p2', '2026-11-10', 0, 30),
          row('a1', '2026-10-01', 100, 0),
          row('a2', '2026-11-10', 50, 0),
          row('p1', '2026-10-05', 0, 40),
        ],
        '2026-11-01',
        '2026-11-30',
      ),
    ).toMatchObject({ opening: 60, debit: 50, credit: 30, closing: 80, rows: [{ id: 'a2' }, { id: 'p2' }] });
  });
});
