import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noDealFilter } from '../../../src/shared/deals/contract';
import { defaultLostReasons, defaultStages } from '../../../src/shared/funnels/defaults';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

const NOW = '2026-03-10T09:00:00.000Z';
const moment = { now: NOW, today: '2026-03-10' };
const stage = (at: number) => defaultStages[at]?.id ?? '';
const reason = defaultLostReasons[0]?.id ?? '';

let base: TestStore;
let clientId = '';
beforeEach(async () => {
  base = await openTestStore({ now: NOW });
  clientId = (await base.command('clients.create', { patch: { name: 'ООО «Ромашка»' } })).id;
});
afterEach(() => base.close());

const make = async (patch: object = {}) =>
  (await base.command('deals.create', { patch: { title: 'Поставка', clientId, ...patch } })).id;
const card = (id: string) => base.read('deals.byId', { id, ...moment });
const page = (filter: object = {}, sort: 'createdAt' | 'next' | 'amount' = 'createdAt') =>
  base.read('deals.window', {
    ...{ filter: { ...noDealFilter, ...filter }, sort, descending: false, offset: 0, limit: 100 },
    ...moment,
  });
const board = (filter: object = {}) =>
  base.read('deals.board', { filter: { ...noDealFilter, ...filter }, ...moment });
const steps = (id: string) => card(id)?.stages.map(({ fromName, toName }) => [fromName, toName]);

describe('a deal', () => {
  it('is made, moved with what the stage asks for in one write, lost with a reason and reopened', async () => {
    const id = await make();
    await expect(base.command('deals.move', { id, stageId: stage(2), values: {} })).rejects.toMatchObject({
      code: 'deal-stage-requires',
      data: { fields: 'amount', stage: 'КП отправлено' },
    });
    expect(card(id)?.stageId).toBe(stage(0));
    const before = base.read('history.page', { collection: 'deals', id, offset: 0, limit: 9 })?.total ?? 0;
    await base.command('deals.move', { id, stageId: stage(2), values: { amount: 120_000_00 } });
    const changes = base.read('history.page', { collection: 'deals', id, offset: 0, limit: 9 });
    expect(changes?.total).toBe(before + 1);
    expect(changes?.rows[0]?.fields.map(({ field }) => field).sort()).toEqual(['amount', 'stageId']);
    expect(changes?.names[stage(2)]).toBe('КП отправлено');
    await expect(base.command('deals.move', { id, stageId: stage(7), values: {} })).rejects.toMatchObject({
      code: 'deal-lost-reason',
    });
    await base.command('deals.move', { id, stageId: stage(7), values: { lostReasonId: reason } });
    expect(card(id)?.row).toMatchObject({ status: 'lost', probability: 0 });
    await base.command('deals.move', { id, stageId: stage(1), values: {} });
    expect(card(id)).toMatchObject({ lostReasonId: '', amount: 120_000_00 });
    expect(steps(id)).toEqual([
      ['Отказ', 'Квалификация'],
      ['КП отправлено', 'Отказ'],
      ['Новый запрос', 'КП отправлено'],
      ['', 'Новый запрос'],
    ]);
  });

  it('may begin further on, and then has what that stage asks for', async () => {
    await expect(make({ stageId: stage(5) })).rejects.toMatchObject({ code: 'deal-stage-requires' });
    const id = await make({ stageId: stage(5), amount: 100, expectedClose: '2026-04-01' });
    expect(steps(id)).toEqual([['', 'Счёт выставлен']]);
  });

  it.each([
    [{ amount: -100 }, 'deal-amount-negative'],
    [{ title: ' ' }, 'invalid-input'],
    [{ clientId: idOf('nobody') }, 'not-found'],
    [{ stageId: idOf('no such stage') }, 'deal-stage-gone'],
  ])('of %o is refused: %s', async (patch, code) => {
    await expect(make(patch)).rejects.toMatchObject({ code });
    expect(page().total).toBe(0);
  });

  it('goes into the bin with its stages and comes back with them; its calls stay with the client', async () => {
    const id = await make();
    await base.command('deals.move', { id, stageId: stage(1), values: {} });
    await base.command('calls.log', { call: { clientId, result: 'talked' } });
    expect(base.read('deals.timeline', { id, limit: 50 }).entries.map(({ kind }) => kind)).toEqual([
      'call',
      'step',
      'step',
    ]);
    await base.command('deals.remove', { id });
    expect(card(id)).toBeNull();
    expect(base.read('timeline.newest', { clientId, kinds: ['call'], limit: 5 }).total).toBe(1);
    expect(
      base.read('bin.window', { kinds: ['deals'], text: 'поставка', offset: 0, limit: 9 }).rows,
    ).toMatchObject([{ id, name: 'Поставка', clientName: 'Ромашка' }]);
    await base.command('deals.restore', { id });
    expect(steps(id)).toHaveLength(2);
    expect(base.read('deals.timeline', { id, limit: 50 }).total).toBe(3);
  });

  it('goes and comes back with its client, and moves when clients are joined', async () => {
    const id = await make();
    await base.command('clients.remove', { id: clientId });
    expect(card(id)).toBeNull();
    await base.command('clients.restore', { id: clientId });
    expect(steps(id)).toHaveLength(1);
    const other = (await base.command('clients.create', { patch: { name: 'Ромашка' } })).id;
    const conflict = await base.context.records.insert('conflicts', {
      ...{
        kind: 'duplicate',
        state: 'open',
        clientId,
        recordKind: 'clients',
        recordId: clientId,
        otherId: other,
      },
      ...{ mineBy: '', mineAt: '', theirsBy: '', theirsAt: '', fields: [], decidedAt: '', decidedBy: '' },
    });
    await base.command('conflicts.mergeClients', { id: conflict, keepId: other });
    expect(card(id)).toMatchObject({ clientId: other, clientGone: false });
  });

  it('of a client that is gone is kept, shown and given to another', async () => {
    const id = await make();
    await base.context.records.remove('clients', clientId);
    expect(card(id)).toMatchObject({ clientGone: true });
    const other = (await base.command('clients.create', { patch: { name: 'Другой' } })).id;
    await base.command('deals.change', { id, patch: { clientId: other } });
    expect(card(id)).toMatchObject({ clientGone: false, row: { clientName: 'Другой' } });
  });

  it('that came lost without a reason is told of and can be given one where it stands', async () => {
    const id = await make();
    await base.context.records.change('deals', id, { stageId: stage(7) });
    expect(page({ status: 'lost' }).rows[0]).toMatchObject({ lostReasonId: '' });
    await base.command('deals.move', { id, stageId: stage(7), values: { lostReasonId: reason } });
    expect(card(id)?.lostReasonId).toBe(reason);
    expect(steps(id)).toHaveLength(1);
  });

  it('has an invoice of its lines', async () => {
    const line = {
      id: '1',
      article: '',
      name: 'Кабель',
      quantity: '10',
      unit: 'м',
      price: 5000,
      discount: 0,
      vatRate: '22',
    };
    const id = await make({ amountByHand: false, lines: [line] });
    expect(card(id)?.amount).toBe(50_000);
    const invoice = await base.command('deals.invoice', { id, date: '2026-03-10' });
    expect(base.read('documents.byId', invoice)).toMatchObject({
      clientId,
      total: 50_000,
      content: { lines: [line] },
    });
    expect(base.read('deals.timeline', { id, limit: 9 }).entries.map(({ kind }) => kind)).toContain(
      'document',
    );
    await expect(
      base.command('deals.invoice', { id: await make({ clientId: '' }), date: '2026-03-10' }),
    ).rejects.toMatchObject({ code: 'deal-without-client' });
  });

  it('is found by its title, its client and what is sold', async () => {
    const id = await make({ title: 'Поставка кабеля', tags: ['тендер'] });
    const find = (text: string) =>
      base.read('search.find', { text, kinds: ['deal'], limit: 9 }).hits.map((hit) => hit.id);
    for (const text of ['кабеля', 'кабел', 'тендер']) expect(find(text)).toEqual([id]);
    for (const text of ['кабель', 'ромашка', 'тендер']) {
      expect([text, page({ text }).total]).toEqual([text, text === 'кабель' ? 0 : 1]);
    }
  });
});

describe("a client's timeline", () => {
  it('tells when a deal began and where it went, newest first, and counts it', async () => {
    const id = await make({ amount: 700_00 });
    base.setClock(60_000);
    await base.command('deals.move', { id, stageId: stage(1), values: {} });
    base.setClock(60_000);
    await base.command('deals.move', { id, stageId: stage(7), values: { lostReasonId: reason } });
    const other = (await base.command('clients.create', { patch: { name: 'Лютик' } })).id;
    await make({ clientId: other });
    const newest = base.read('timeline.newest', { clientId, kinds: ['deal'], limit: 10 });
    expect(newest.counts.deal).toBe(3);
    expect(
      newest.entries.map((entry) =>
        entry.kind === 'deal' ? [entry.deal.fromName, entry.deal.toName, entry.deal.status] : entry.kind,
      ),
    ).toEqual([
      ['Квалификация', 'Отказ', 'lost'],
      ['Новый запрос', 'Квалификация', 'open'],
      ['', 'Новый запрос', 'open'],
    ]);
    expect(base.read('timeline.newest', { clientId, kinds: [], limit: 10 }).total).toBe(4);
    await base.command('deals.remove', { id });
    expect(base.read('timeline.newest', { clientId, kinds: ['deal'], limit: 10 }).entries).toEqual([]);
  });
});

describe('the next step', () => {
  it('is the earliest open task of the deal; a deal without one is counted and found', async () => {
    const [first, second] = [await make({ title: 'Первая' }), await make({ title: 'Вторая' })];
    expect(board().withoutNext).toBe(2);
    await base.command('deals.plan', { id: first, task: { title: 'Позвонить', dueDate: '2026-03-12' } });
    const late = await base.command('deals.plan', {
      id: first,
      task: { title: 'Письмо', dueDate: '2026-03-09' },
    });
    expect(board().withoutNext).toBe(1);
    expect(page({ nextStep: 'none' }).rows.map(({ id }) => id)).toEqual([second]);
    expect(page({ nextStep: 'overdue' }).rows).toMatchObject([
      { id: first, nextDate: '2026-03-09', nextTitle: 'Письмо' },
    ]);
    expect(page({}, 'next').rows.map(({ id }) => id)).toEqual([first, second]);
    await base.command('tasks.complete', { id: late.id, result: '' });
    expect(page({ nextStep: 'overdue' }).total).toBe(0);
    expect(card(first)?.row.nextTitle).toBe('Позвонить');
    const own = base.context.session().userId;
    expect(base.read('deals.attention', { ownerId: own, ...moment, limit: 9 })).toMatchObject({
      total: 1,
      rows: [{ id: second }],
    });
  });

  it('is asked for today together with a close that is due and with what has stood too long', async () => {
    const own = base.context.session().userId;
    const task = { title: 'Позвонить', dueDate: '2026-03-20' };
    const make2 = async (title: string, patch: object, withTask = true) =>
      (
        await base.command('deals.create', {
          patch: { title, clientId, ...patch },
          ...(withTask ? { task } : {}),
        })
      ).id;
    await make2('Спокойная', { expectedClose: '2026-03-11' });
    await make2('Закрыть сегодня', { expectedClose: '2026-03-10' });
    await make2('Без шага', { amount: 500 }, false);
    await make2('Чужая', { ownerId: idOf('someone') }, false);
    await make2('Выигранная', { amount: 900, stageId: stage(6), expectedClose: '2026-03-01' }, false);
    const ask = (at: typeof moment) =>
      base.read('deals.attention', { ownerId: own, ...at, limit: 9 }).rows.map(({ title }) => title);
    expect(ask(moment)).toEqual(['Закрыть сегодня', 'Без шага']);
    const later = { now: '2026-03-14T09:00:00.000Z', today: '2026-03-10' };
    expect(ask(later).sort()).toEqual(['Без шага', 'Закрыть сегодня', 'Спокойная']);
  });

  it('of a call or a task can be given to another deal of the client', async () => {
    const [first, second] = [await make({ title: 'Первая' }), await make({ title: 'Вторая' })];
    const { id } = await base.command('calls.log', {
      ...{ call: { clientId, result: 'talked' }, dealId: second },
      task: { title: 'Договор', dueDate: '2026-03-11' },
    });
    expect(card(second)?.row.nextTitle).toBe('Договор');
    await base.command('deals.link', { dealId: first, kind: 'calls', recordId: id });
    expect(base.read('deals.timeline', { id: first, limit: 9 }).entries.map(({ kind }) => kind)).toContain(
      'call',
    );
    expect(base.read('deals.forRecord', { clientId, recordId: id, ...moment }).dealId).toBe(first);
  });

  it('comes from a call or task of the client where there is just one open deal, or from what was chosen', async () => {
    const id = await make();
    await base.command('calls.log', {
      call: { clientId, result: 'talked' },
      task: { title: 'Договор', dueDate: '2026-03-11' },
    });
    expect(card(id)?.row.nextTitle).toBe('Договор');
    const other = await make({ title: 'Вторая' });
    const loose = await base.command('tasks.create', {
      patch: { clientId, title: 'Чья?', dueDate: '2026-03-11' },
    });
    expect(base.read('deals.forRecord', { clientId, recordId: loose.id, ...moment })).toMatchObject({
      dealId: '',
    });
    await base.command('deals.link', { dealId: other, kind: 'tasks', recordId: loose.id });
    expect(card(other)?.row.nextTitle).toBe('Чья?');
    await base.command('deals.link', { dealId: '', kind: 'tasks', recordId: loose.id });
    expect(card(other)?.row.nextTitle).toBe('');
    await base.command('notes.create', { patch: { clientId, text: 'О второй' }, dealId: other });
    expect(base.read('deals.timeline', { id: other, limit: 9 }).entries[0]).toMatchObject({ kind: 'note' });
  });
});

describe('a board', () => {
  it('sums each stage by currency over the whole filter, weighted by hand or by stage', async () => {
    await make({ amount: 100_00 });
    await make({ amount: 200_00, probability: 50 });
    await make({ amount: 300_00, currency: 'USD' });
    await make({ stageId: stage(6), amount: 1000_00 });
    const columns = board().columns;
    expect(columns.find(({ stageId }) => stageId === stage(0))).toEqual({
      stageId: stage(0),
      count: 3,
      sums: [
        { currency: 'RUB', count: 2, amount: 300_00, weighted: 105_00 },
        { currency: 'USD', count: 1, amount: 300_00, weighted: 15_00 },
      ],
    });
    expect(columns.find(({ stageId }) => stageId === stage(6))?.sums[0]?.weighted).toBe(1000_00);
    expect(page({ stageIds: [stage(0)] }, 'amount').rows.map(({ amount }) => amount)).toEqual([
      100_00, 200_00, 300_00,
    ]);
  });

  it('shows deals of a stage nobody here knows in a column of their own, and refuses no huge sum', async () => {
    const id = await make({ amount: 9_000_000_000_000_000 });
    await make({ amount: 9_000_000_000_000_000 });
    expect(board().columns[0]?.sums[0]?.amount).toBe(9_000_000_000_000_000);
    await base.context.records.change('deals', id, { stageId: idOf('far'), amount: -5 });
    expect(board({ funnelId: base.read('funnels.list', {})[0]?.id }).columns).toMatchObject([
      { stageId: stage(0), count: 1 },
      { stageId: '', count: 1, sums: [{ amount: -5 }] },
    ]);
    expect(page({ stageIds: [idOf('far')] }).rows).toMatchObject([{ id, status: 'unknown', stageName: '' }]);
    await base.command('deals.move', { id, stageId: stage(1), values: { amount: 5 } });
    expect(card(id)?.row.stageName).toBe('Квалификация');
  });

  it('answers a page behind the middle of a list as one before it', async () => {
    for (let at = 0; at < 9; at += 1) await make({ title: `Сделка ${at}`, amount: (at % 4) * 100 });
    for (const sort of ['createdAt', 'amount', 'title'] as const) {
      for (const descending of [false, true]) {
        const ask = (offset: number, limit: number) =>
          base
            .read('deals.window', { filter: noDealFilter, sort, descending, offset, limit, ...moment })
            .rows.map(({ id }) => id);
        const whole = ask(0, 100);
        expect(whole).toHaveLength(9);
        for (const offset of [3, 5, 6, 8]) expect(ask(offset, 2)).toEqual(whole.slice(offset, offset + 2));
        expect(ask(9, 2)).toEqual([]);
        expect(ask(20, 2)).toEqual([]);
      }
    }
  });

  it('marks what has stood too long in its stage', async () => {
    const id = await make();
    const later = { now: '2026-03-13T09:00:00.000Z', today: '2026-03-13' };
    const rotting = (at: typeof later) => base.read('deals.board', { filter: noDealFilter, ...at }).rotting;
    expect(rotting({ ...later, now: '2026-03-13T08:59:00.000Z' })).toBe(0);
    expect(rotting(later)).toBe(1);
    base.setClock('2026-03-12T09:00:00.000Z');
    await base.command('deals.move', { id, stageId: stage(1), values: {} });
    expect(rotting(later)).toBe(0);
  });

  it('foresees by month, with what is late, undated and already won', async () => {
    await make({ amount: 100_00, expectedClose: '2026-03-31', probability: 50 });
    await make({ amount: 200_00, expectedClose: '2026-04-15', probability: 10 });
    await make({ amount: 300_00, expectedClose: '2026-03-01' });
    await make({ amount: 400_00 });
    await make({ amount: 500_00, stageId: stage(6) });
    const months = base.read('deals.forecast', { filter: noDealFilter, ...moment });
    expect(months.map(({ month, amount, weighted, won }) => [month, amount, weighted, won])).toEqual([
      ['', 400_00, 20_00, 0],
      ['2026-03', 100_00, 50_00, 500_00],
      ['2026-04', 200_00, 20_00, 0],
      ['late', 300_00, 15_00, 0],
    ]);
  });
});

describe('funnels', () => {
  it('are made and changed by heads; a removed stage is archived and its deals are told of', async () => {
    const [known] = base.read('funnels.list', {});
    if (!known) throw new Error('the default funnel was expected');
    const id = await make();
    await base.command('funnels.save', {
      ...{ id: known.id, name: 'Опт', stages: known.stages.slice(1), lostReasons: known.lostReasons },
    });
    expect(base.read('funnels.list', {})[0]?.name).toBe('Опт');
    expect(card(id)?.row).toMatchObject({ stageArchived: true, stageName: 'Новый запрос', status: 'open' });
    expect(base.read('funnels.dealCounts', {})[stage(0)]).toBe(1);
    await expect(base.command('deals.move', { id, stageId: stage(0), values: {} })).resolves.toBeNull();
    await base.command('deals.move', { id, stageId: stage(1), values: {} });
    await expect(base.command('deals.move', { id, stageId: stage(0), values: {} })).rejects.toMatchObject({
      code: 'deal-stage-gone',
    });
    await expect(base.command('funnels.setArchived', { id: known.id, archived: true })).rejects.toMatchObject(
      { code: 'funnel-last' },
    );
    const service = await base.command('funnels.save', {
      ...{
        id: '',
        name: 'Сервис',
        stages: known.stages.map((one, at) => ({ ...one, id: idOf(`s${at}`) })),
        lostReasons: known.lostReasons,
      },
    });
    await base.command('funnels.setArchived', { id: known.id, archived: true });
    expect((await base.context.records.get('deals', await make({ title: 'Ремонт' }))).funnelId).toBe(
      service.id,
    );
  });

  it('stay as they are for a seller of a server', async () => {
    await base.close();
    const seller = await openTestStore({ session: { role: 'seller' } as never });
    const [known] = seller.read('funnels.list', {});
    const { id = '', name = '', stages = [], lostReasons = [] } = known ?? {};
    await expect(
      seller.command('funnels.save', { id, name, stages: [...stages], lostReasons: [...lostReasons] }),
    ).rejects.toMatchObject({ code: 'role-forbids' });
    base = seller;
  });

  it('of 400 stages hold a deal in the last of them', async () => {
    const [known] = base.read('funnels.list', {});
    if (!known) throw new Error('the default funnel was expected');
    const many = Array.from({ length: 400 }, (_, at) => ({
      ...known.stages[0],
      id: idOf(`many${at}`),
      name: `Этап ${at}`,
    }));
    const { id: funnelId } = await base.command('funnels.save', {
      ...{
        id: '',
        name: 'Длинная',
        stages: [
          ...(many as typeof known.stages),
          ...known.stages.slice(6).map((one, at) => ({ ...one, id: idOf(`end${at}`) })),
        ],
      },
      lostReasons: known.lostReasons,
    });
    const id = await make({ funnelId });
    await base.command('deals.move', { id, stageId: idOf('many399'), values: {} });
    expect(board({ funnelId }).columns).toMatchObject([{ stageId: idOf('many399'), count: 1 }]);
  });
});
