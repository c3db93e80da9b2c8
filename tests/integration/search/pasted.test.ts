import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noClientFilter } from '../../../src/shared/clients/contract';
import { type HitKind, hitKinds } from '../../../src/shared/search/contract';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
const id: Record<string, string> = {};
const phone = (raw: string, e164: string, ext = '') => ({ id: 'p1', raw, e164, ext, label: 'work' as const });

beforeAll(async () => {
  base = await openTestStore();
  const client = async (key: string, patch: object) => {
    id[key] = (await base.command('clients.create', { patch })).id;
  };
  await client('ivanov', {
    name: 'ИП Иванов Пётр',
    inn: '7728168971',
    phones: [phone('8 (495) 123-45-67', '+74951234567', '101')],
  });
  await client('other', { name: 'Иванов и сын', phones: [phone('8 495 765-43-21', '+74957654321')] });
  await client('romashka', { name: 'ООО «Ромашка-Плюс»' });
  await client('roman', { name: 'Роман' });
  await client('tsoy', { name: 'Цой' });
  await client('shop', { name: 'Магазин №1' });
  const contact = {
    clientId: id.romashka ?? '',
    name: 'Семёнова Анна',
    phones: [phone('8 903 111-22-33', '+79031112233')],
  };
  id.contact = (await base.command('contacts.create', { patch: contact })).id;
  const note = { clientId: id.romashka ?? '', text: 'Отгрузить 14.02.2026 на 1 500 000 рублей, охрана 24/7' };
  id.note = (await base.command('notes.create', { patch: note })).id;
  // No record of this database has the word «счёт».
  id.invoice = await document('invoice', 'А7-000123');
  id.contract = await document('contract', 'А7-000123');
});
afterAll(() => base.close());

async function document(type: 'invoice' | 'contract', number: string): Promise<string> {
  const made = await base.command('documents.createDraft', {
    clientId: id.romashka ?? '',
    type,
    date: '2026-03-01',
  });
  await base.context.records.change('documents', made.id, { number, status: 'posted' });
  return made.id;
}

const found = (text: string, kinds: readonly HitKind[] = hitKinds) =>
  base.read('search.find', { text, kinds: [...kinds], limit: 24 });
const first = (text: string) => found(text).hits[0];
const marked = (text: string) =>
  [...(first(text)?.title ?? []), ...(first(text)?.detail ?? [])]
    .filter(({ match }) => match)
    .map((piece) => piece.text);

describe('what is pasted into the search', () => {
  it('is found with its label, its extension and the signs around it', () => {
    for (const text of [
      '8 (495) 123-45-67 доб. 101',
      'тел. +7 495 123 45 67',
      'tel:+74951234567',
      '84951234567,101',
      'ИНН 7728168971',
      'инн: 28168971',
      '7728168971/772801001',
      'ИНН/КПП 7728168971 / 772801001',
    ]) {
      expect(
        found(text).hits.map((hit) => hit.id),
        text,
      ).toEqual([id.ivanov]);
      expect(found(text).asTyped, text).toBe(true);
    }
    expect(marked('8 (495) 123-45-67 доб. 101')).toEqual(['495 123-45-67']);
    expect(marked('ИНН 28168')).toEqual(['28168']);
  });

  it('is found by a name beside any piece of a number, in either layout', () => {
    for (const text of ['иванов 123-45-67', 'иванов 45-67', '4567 Иванов', 'bdfyjd 45-67', 'ivanov 4567'])
      expect(
        found(text).hits.map((hit) => hit.id),
        text,
      ).toEqual([id.ivanov]);
    expect(marked('иванов 45-67')).toEqual(['Иванов', '45-67']);
    expect(first('семенова 22-33')?.id).toBe(id.contact);
    expect(found('семенова 123-45').hits).toEqual([]);
    const opened = [{ kind: 'client', id: id.ivanov ?? '' } as const];
    const again = base.read('search.find', { text: 'иванов 45-67', kinds: ['client'], limit: 24, opened });
    expect(again.hits.map((hit) => hit.id)).toEqual([id.ivanov]);
  });

  it('is found in texts by dates and sums that look like phones', () => {
    for (const text of ['14.02.2026', '1 500 000', '24/7']) expect(first(text)?.id, text).toBe(id.note);
  });

  it('is a document by its number in any dress, and by whose it is', () => {
    for (const text of [
      'Оплата по счёту № А7-000123 от 01.03.2026',
      'счет 123',
      'cxtn 123',
      'invoice A7-000123',
      'счёт ромашка',
      'cxtn hjvfirf',
    ])
      expect(
        found(text).hits.map((hit) => hit.id),
        text,
      ).toEqual([id.invoice]);
    for (const text of ['а7000123', 'A7-000123', '00123', '0123', 'ромашка 123'])
      expect(new Set(found(text, ['document']).hits.map((hit) => hit.id)), text).toEqual(
        new Set([id.invoice, id.contract]),
      );
    expect(found('A7-000123').asTyped).toBe(true);
    expect(marked('счёт 123')).toEqual(['123']);
  });

  it('is found by one digit of a name, a name of three letters, and five letters without one', () => {
    expect(first('№ 1')?.id).toBe(id.shop);
    expect(first('tsoi')?.id).toBe(id.tsoy);
    expect(first('romashka plus')?.id).toBe(id.romashka);
    for (const text of ['рман', 'оман', 'ромн']) expect(first(text)?.id, text).toBe(id.roman);
    expect(found('рама').hits).toEqual([]);
  });
});

it('the list of clients understands the same', () => {
  const sort = { field: 'name', descending: false } as const;
  for (const text of ['тел. 8 495 123-45-67 доб. 101', 'иванов 45-67', 'ИНН 7728168971']) {
    const filter = { ...noClientFilter, text };
    const window = base.read('clients.window', { filter, sort, offset: 0, limit: 50 });
    expect(
      window.rows.map((row) => row.id),
      text,
    ).toEqual([id.ivanov]);
  }
});
