import { BusinessDocument } from '@shared/documents/schema';
import { paperTypes } from '@shared/documents/snapshot';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRenderer } from '../../../src/main/documents/render';
import { openTestStore, type TestStore } from '../../support/store';
import { docxText, flat, hasPoppler, pdfPages } from './reading';
import { clientFields, line, organizationFields } from './records';
import { contract, invoice, lines, paper } from './samples';

const render = createRenderer('resources');
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    ...(lines[at % 3] ?? lines[0]),
    name: `Позиция ${at + 1}`,
  })) as typeof lines;

describe('each paper, in both formats', () => {
  const expected: Readonly<Record<(typeof paperTypes)[number], readonly string[]>> = {
    offer: [
      'Коммерческое предложение № А7-000124',
      'не является офертой',
      'Предложение действительно до 5 декабря 2026',
    ],
    'invoice-contract': [
      'Счёт-договор № А7-000124',
      'является офертой',
      '40702810200000012345',
      'Покупатель (Заказчик):',
    ],
    act: ['Акт № А7-000124 от 25 ноября 2026', 'претензий по объёму, качеству', 'Договор № 45/2026'],
    waybill: ['Товарная накладная № А7-000124', 'Отпуск разрешил и произвёл', 'Товар получил'],
    upd: [
      'Универсальный передаточный документ',
      'Статус: 1',
      '7707083893/773601001',
      '69 672,13',
      '15 327,87',
      '796',
    ],
  };
  for (const type of paperTypes) {
    it(type, async () => {
      const docx = flat(docxText(await render(paper(type), 'docx')));
      const pdf = await render(paper(type), 'pdf');
      const texts = [...expected[type], 'Кресло офисное', '122 000,00', '22 000,00', 'Иванов И. И.'];
      for (const text of texts) expect(docx).toContain(text);
      if (!hasPoppler) return;
      const pages = pdfPages(pdf);
      expect(pages.length).toBe(1);
      const plain = flat(pages.join(' ')).replace('Статус: Счёт', 'Счёт');
      // The status stands in a box beside its label, columns of a form run into one another.
      for (const text of texts.filter((one) => !/Статус|передаточный|офисное/u.test(one)))
        expect(plain).toContain(text);
    });
  }
});

describe.skipIf(!hasPoppler)('totals never stand on a page without a line', () => {
  it.each([
    ...[19, 20, 21, 22, 24, 27, 30, 31, 32, 33, 69, 72, 76, 80].map((count) => ['invoice', count] as const),
    ...[26, 28, 30, 32].map((count) => ['act', count] as const),
    ...[14, 16, 18, 20].map((count) => ['upd', count] as const),
    ...[22, 26, 30, 34].map((count) => ['contract', count] as const),
  ])('%s of %i lines', async (type, count) => {
    const snapshot =
      type === 'invoice'
        ? { ...invoice, lines: many(count) }
        : type === 'contract'
          ? { ...contract, lines: many(count) }
          : { ...paper(type), lines: many(count) };
    const pages = pdfPages(await render(snapshot, 'pdf'));
    expect(pages.at(-1)).toMatch(/Позиция/u);
    expect(flat(pages.join(' ')).match(/Позиция \d+/gu)?.length).toBe(count);
  });
});

describe('the chain of a sale', () => {
  let store: TestStore;
  let clientId: string;
  beforeAll(async () => {
    store = await openTestStore({ now: '2026-11-21T09:00:00.000Z' });
    clientId = await store.context.records.insert('clients', clientFields);
    await store.command('organizations.save', { patch: organizationFields });
  });
  afterAll(() => store.close());

  const read = (id: string) => {
    const found = store.read('documents.byId', { id });
    if (!found) throw new Error('no such document');
    return found;
  };
  async function next(id: string, type: (typeof paperTypes)[number] | 'invoice' | 'contract') {
    const draft = await store.command('documents.newDraftFrom', { id, type, date: '2026-11-22' });
    const { content, basedOnId = '' } = draft;
    await store.command('documents.createDraft', {
      ...{ id: draft.id, clientId, type, content, basedOnId },
      date: '2026-11-22',
    });
    await store.command('documents.post', { id: draft.id });
    return read(draft.id);
  }

  it('КП → счёт → договор → счёт → акт, накладная, УПД, each with the lines of the one before', async () => {
    const { id } = await store.command('documents.createDraft', {
      clientId,
      type: 'offer',
      date: '2026-11-21',
    });
    await store.command('documents.changeDraft', {
      id,
      content: { ...read(id).content, lines: [line({ name: 'Стол' })] },
    });
    await store.command('documents.post', { id });
    const invoiced = await next(id, 'invoice');
    expect(invoiced).toMatchObject({ basedOnId: id, content: { basis: '', lines: [{ name: 'Стол' }] } });
    const agreed = await next(invoiced.id, 'contract');
    expect(agreed.snapshot).toMatchObject({ type: 'contract', lines: [{ name: 'Стол' }] });
    const again = await next(agreed.id, 'invoice');
    expect(again.content.basis).toBe(`Договор № ${agreed.number} от 22 ноября 2026 г.`);
    for (const type of ['act', 'waybill', 'upd'] as const) {
      const made = await next(again.id, type);
      expect(made).toMatchObject({ type, total: invoiced.total, basedOnId: again.id });
      // The contract stays the ground, not the invoice written by it.
      expect(made.snapshot).toMatchObject({ basis: again.content.basis, lines: [{ name: 'Стол' }] });
      expect(made.number).toMatch(/-000001$/u);
    }
  });

  it('a copy has its own day and leads nowhere; what is not made from a kind is refused', async () => {
    const { id } = await store.command('documents.createDraft', {
      clientId,
      type: 'act',
      date: '2026-11-21',
    });
    const copy = await store.command('documents.newDraftFrom', { id, type: 'act', date: '2026-12-01' });
    expect(copy).toMatchObject({ type: 'act', date: '2026-12-01', basedOnId: '' });
    await expect(
      store.command('documents.newDraftFrom', { id, type: 'offer', date: '2026-12-01' }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      data: { field: 'type' },
    });
  });
});

it('a document of before is one of now as it stands', () => {
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const at = '2026-03-10T09:00:00.000Z';
  const old = {
    ...{ id, createdAt: at, createdBy: '', updatedAt: at, updatedBy: '', importId: '', clientId: '' },
    ...{ organizationId: '', type: 'invoice', status: 'posted', number: 'А7-000001', series: 'А7' },
    ...{ date: '2026-03-10', total: 1, postedAt: at },
    content: {
      ...{ date: '2026-03-10', validUntil: '', lines: [], pricesIncludeVat: true, basis: '', note: '' },
      ...{
        contractKind: 'supply',
        city: '',
        subject: '',
        paymentTerms: '',
        deliveryTerms: '',
        autoRenew: false,
      },
      preamble: '',
    },
  };
  expect([...Value.Errors(BusinessDocument, old)]).toEqual([]);
});
