import { noCallFilter } from '@shared/calls/contract';
import type { Call } from '@shared/calls/schema';
import type { Patch } from '@shared/lib/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
let romashka: string;
let kamtrans: string;

beforeAll(async () => {
  base = await openTestStore({ now: '2026-03-10T09:00:00.000Z' });
  romashka = (await base.command('clients.create', { patch: { name: 'Ромашка' } })).id;
  kamtrans = (await base.command('clients.create', { patch: { name: 'Камтранс' } })).id;
});
afterAll(() => base.close());

const log = (call: Patch<Call>) => base.command('calls.log', { call: { clientId: romashka, ...call } });
const window = (filter: Partial<typeof noCallFilter>, zone = 'Europe/Moscow', offset = 0, limit = 100) =>
  base.read('calls.window', { filter: { ...noCallFilter, ...filter }, zone, offset, limit });
const comments = (...asked: Parameters<typeof window>) => window(...asked).rows.map(({ comment }) => comment);

describe('logging a call', () => {
  it('writes the call and its next step together', async () => {
    const { id, taskId } = await base.command('calls.log', {
      call: { clientId: romashka, startedAt: '2026-03-10T08:00:00Z', comment: 'Просили счёт' },
      task: { title: ' Выслать счёт ', type: 'document', dueDate: '2026-03-11' },
    });
    expect(base.read('calls.byId', { id })).toMatchObject({
      clientName: 'Ромашка',
      userName: 'Анна Смирнова',
      startedAt: '2026-03-10T08:00:00.000Z',
      nextStep: 'Выслать счёт',
      taskId,
      mark: 0,
    });
    expect(await base.context.records.get('tasks', taskId)).toMatchObject({
      title: 'Выслать счёт',
      type: 'document',
      clientId: romashka,
      callId: id,
      assigneeId: idOf('user-1'),
      status: 'open',
    });
    await base.command('calls.remove', { id });
  });

  it('completes the tasks that it was, and leaves those that are open no more', async () => {
    const task = async (title: string) =>
      (
        await base.command('tasks.create', {
          patch: { title, type: 'call', clientId: romashka, dueDate: '2026-03-10' },
        })
      ).id;
    const [open, done] = [await task('Перезвонить'), await task('Уточнить')];
    await base.command('tasks.complete', { id: done, result: 'сам позвонил' });
    const { id, completed } = await base.command('calls.log', {
      call: { clientId: romashka },
      completes: { ids: [open, done, idOf('nothing')], result: ' Поговорили ' },
    });
    expect(completed).toEqual([open]);
    expect(await base.context.records.get('tasks', open)).toMatchObject({
      status: 'done',
      result: 'Поговорили',
      completedAt: '2026-03-10T09:00:00.000Z',
    });
    expect(await base.context.records.get('tasks', done)).toMatchObject({ result: 'сам позвонил' });
    await base.command('calls.remove', { id });
  });

  it.each([
    ['a client that is missing', { clientId: '' }, { code: 'invalid-input', data: { field: 'clientId' } }],
    ['a client that is not there', { clientId: idOf('nobody') }, { code: 'not-found' }],
    ['a start in the future', { startedAt: '2026-03-10T10:00:00Z' }, { data: { field: 'startedAt' } }],
    ['a start that is no date', { startedAt: 'вчера' }, { data: { field: 'startedAt' } }],
    ['a negative duration', { durationSec: -5 }, { code: 'invalid-input' }],
    ['an end in the future', { durationSec: 3600 }, { data: { field: 'durationSec' } }],
  ])('refuses %s and writes nothing', async (_what, call, refusal) => {
    const task = { title: 'Дальше', dueDate: '2026-03-11' };
    await expect(
      base.command('calls.log', { call: { clientId: romashka, ...call }, task }),
    ).rejects.toMatchObject(refusal);
    expect(window({}).total).toBe(0);
    expect(
      base.reader.number("SELECT count(*) FROM doc_tasks_0 WHERE deleted = 0 AND c_status = 'open'"),
    ).toBe(1);
  });

  it('refuses a next step without a day, call included', async () => {
    await expect(
      base.command('calls.log', {
        call: { clientId: romashka },
        task: { title: 'Дальше', dueDate: '2026-02-30' },
      }),
    ).rejects.toMatchObject({ data: { field: 'dueDate' } });
    expect(window({}).total).toBe(0);
  });

  it('takes the call back when the task cannot be written', async () => {
    const { records } = base.context;
    const insert = records.insert.bind(records);
    records.insert = ((name: string, ...rest: never[]) =>
      name === 'tasks'
        ? Promise.reject(new Error('disk'))
        : insert(name as 'calls', ...(rest as [never]))) as never;
    await expect(
      base.command('calls.log', {
        call: { clientId: romashka },
        task: { title: 'Дальше', dueDate: '2026-03-11' },
      }),
    ).rejects.toThrow('disk');
    records.insert = insert;
    expect(window({}).total).toBe(0);
  });

  it('is removed and taken back as it was', async () => {
    const { id } = await log({ comment: 'Верните', startedAt: '2026-03-10T08:30:00Z' });
    const before = base.read('calls.byId', { id });
    base.setClock(60_000);
    await base.command('calls.remove', { id });
    expect(base.read('calls.byId', { id })).toBeNull();
    await base.command('calls.restore', { id });
    // RxDB's own fields (`_rev`, `_meta`) tell of the way there and back, and so does the stamp; the rest is the same.
    const own = (call: object | null) =>
      Object.entries(call ?? {}).filter(([field]) => !field.startsWith('_') && field !== 'updatedAt');
    expect(own(base.read('calls.byId', { id }))).toEqual(own(before));
    await base.command('calls.remove', { id });
  });

  it('is corrected, with a next step where there was none', async () => {
    const { id } = await log({ result: 'busy' });
    await expect(base.command('calls.change', { id, patch: { clientId: '' } })).rejects.toMatchObject({
      data: { field: 'clientId' },
    });
    const { taskId } = await base.command('calls.change', {
      id,
      patch: { result: 'callback' },
      task: { title: 'Перезвонить', dueDate: '2026-03-12' },
    });
    expect(base.read('calls.byId', { id })).toMatchObject({
      result: 'callback',
      nextStep: 'Перезвонить',
      taskId,
    });
    await base.command('calls.remove', { id });
  });
});

describe('the call log', () => {
  beforeAll(async () => {
    // Midnight of 10 March stands three hours apart from Moscow: an hour before and nine hours before.
    await log({ startedAt: '2026-03-09T11:59:59Z', comment: 'Камчатка 9-го', clientId: kamtrans });
    await log({
      startedAt: '2026-03-09T12:00:00Z',
      comment: 'Камчатка 10-го',
      clientId: kamtrans,
      result: 'busy',
    });
    await log({ startedAt: '2026-03-09T20:59:00Z', comment: 'Москва 9-го', result: 'callback' });
    await log({ startedAt: '2026-03-09T21:30:00Z', comment: 'Москва 10-го', number: '+79161234567' });
    await log({ startedAt: '2026-03-09T22:00:00Z', comment: 'Калининград 10-го', result: 'busy' });
    await log({
      startedAt: '2026-03-10T08:00:00Z',
      comment: 'Утро',
      userId: idOf('user-2'),
      result: 'meeting',
    });
  });

  it('begins a day where the zone does', () => {
    const tenth = { from: '2026-03-10', to: '2026-03-10' };
    expect(comments(tenth, 'Asia/Kamchatka')).toEqual([
      'Утро',
      'Калининград 10-го',
      'Москва 10-го',
      'Москва 9-го',
      'Камчатка 10-го',
    ]);
    expect(comments(tenth, 'Europe/Moscow')).toEqual(['Утро', 'Калининград 10-го', 'Москва 10-го']);
    expect(comments(tenth, 'Europe/Kaliningrad')).toEqual(['Утро', 'Калининград 10-го']);
    expect(comments({ to: '2026-03-09' }, 'Asia/Kamchatka')).toEqual(['Камчатка 9-го']);
  });

  it('refuses a zone and a day that do not exist', () => {
    expect(() => window({}, 'Europe/Нигде')).toThrow('invalid-input');
    expect(() => window({ from: '2026-02-30' })).toThrow('invalid-input');
  });

  it('filters by results, keeping one order, and by person', () => {
    const some = window({ results: ['busy', 'callback'] });
    expect(some.rows.map(({ comment }) => comment)).toEqual([
      'Калининград 10-го',
      'Москва 9-го',
      'Камчатка 10-го',
    ]);
    expect(some.total).toBe(3);
    expect(comments({ userId: idOf('user-2') })).toEqual(['Утро']);
    expect(window({ userId: idOf('user-1'), results: ['busy'] }).total).toBe(2);
  });

  it('answers pages of one list', () => {
    const pages = [0, 2, 4, 6].flatMap((offset) => window({}, 'Europe/Moscow', offset, 2).rows);
    expect(pages.map(({ id }) => id)).toEqual(window({}).rows.map(({ id }) => id));
    expect(pages).toHaveLength(6);
    const merged = [0, 1, 2].flatMap((offset) =>
      window({ results: ['busy', 'callback'] }, 'Europe/Moscow', offset, 1).rows.map(
        ({ comment }) => comment,
      ),
    );
    expect(merged).toEqual(['Калининград 10-го', 'Москва 9-го', 'Камчатка 10-го']);
  });

  it('finds words of the comment, of the number and of the client', () => {
    expect(comments({ text: 'калинин' })).toEqual(['Калининград 10-го']);
    expect(comments({ text: '916 123' })).toEqual(['Москва 10-го']);
    expect(comments({ text: '8 (916) 123-45-67' })).toEqual(['Москва 10-го']);
    expect(comments({ text: 'камтранс', results: ['busy'] })).toEqual(['Камчатка 10-го']);
    expect(comments({ text: 'РОМАШКА', userId: idOf('user-2') })).toEqual(['Утро']);
    expect(comments({ text: 'нет такого' })).toEqual([]);
    expect(comments({ text: '%' })).toHaveLength(6);
  });

  it('counts anew after a call is logged or removed', async () => {
    expect(window({}).total).toBe(6);
    const { id } = await log({});
    expect(window({}).total).toBe(7);
    await base.command('calls.remove', { id });
    expect(window({}).total).toBe(6);
  });

  it('walks indexes, never the table', () => {
    const plan = (sql: string, ...parameters: string[]) =>
      base.reader
        .rows(`EXPLAIN QUERY PLAN ${sql}`, parameters)
        .map((row) => String(row[3]))
        .join('; ');
    const from = 'FROM doc_calls_0 WHERE deleted = 0';
    const order = 'ORDER BY c_startedAt DESC, id DESC LIMIT 100';
    expect(plan(`SELECT count(*) ${from} AND c_startedAt >= ?`, '2026')).toMatch(/^SEARCH.*COVERING INDEX/);
    for (const condition of ['', 'AND c_userId = ?', 'AND c_result = ?']) {
      const found = plan(
        `SELECT rid, c_startedAt, id ${from} ${condition} AND c_startedAt >= ? ${order}`,
        ...(condition ? ['x', '2026'] : ['2026']),
      );
      expect(found).toMatch(/^SEARCH.*COVERING INDEX/);
      expect(found).not.toContain('TEMP B-TREE');
    }
  });

  it('finds a word however many newer calls there are, and a common word in its newest calls', async () => {
    const { records } = base.context;
    const { id } = await log({ comment: 'Перфоратор со склада', startedAt: '2026-01-05T08:00:00Z' });
    const {
      id: _id,
      createdAt,
      createdBy,
      updatedAt,
      updatedBy,
      importId,
      ...sample
    } = await records.get('calls', id);
    const newer = { ...sample, comment: 'Обычный разговор', startedAt: '2026-02-01T08:00:00.000Z' };
    for (let written = 0; written < 20_050; written += 4010) {
      await records.insertMany(
        'calls',
        Array.from({ length: 4010 }, () => records.stamped<'calls'>(newer)),
      );
    }
    expect(comments({ text: 'перфор' })).toEqual(['Перфоратор со склада']);
    expect(comments({ text: 'перфор', to: '2026-01-31' })).toEqual(['Перфоратор со склада']);
    expect(comments({ text: 'перфор', from: '2026-01-06' })).toEqual([]);
    expect(window({ text: 'разговор' }).total).toBe(20_000);
    expect(window({ text: 'разговор', to: '2026-01-31' }).total).toBe(0);
  }, 60_000);
});
