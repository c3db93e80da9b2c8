import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTasks } from '../../../src/shared/tasks/contract';
import type { Task } from '../../../src/shared/tasks/schema';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

const zone = 'Europe/Moscow';
let store: TestStore;
beforeEach(async () => {
  store = await openTestStore({ now: '2026-03-10T09:00:00.000Z' });
});
afterEach(() => store.close());

async function add(title: string, dueDate: string, patch: Partial<Task> = {}): Promise<string> {
  return (await store.command('tasks.create', { patch: { title, dueDate, ...patch } })).id;
}

function between(from: string, to: string, more: object = {}, filter: object = {}) {
  const { total, rows } = store.read('tasks.between', {
    filter: { ...openTasks, ...filter },
    ...{ from, to, zone, offset: 0, limit: 100 },
    ...more,
  });
  expect(total).toBeGreaterThanOrEqual(rows.length);
  return rows.map(({ title }) => title);
}

describe('tasks.between', () => {
  it('keeps days apart, whole days first, then by the clock, then by priority', async () => {
    await add('вчера', '2026-03-09');
    await add('в три', '2026-03-10', { dueAt: '2026-03-10T12:00:00.000Z' });
    await add('в десять', '2026-03-10', { dueAt: '2026-03-10T07:00:00.000Z' });
    await add('важная', '2026-03-10', { priority: 'high' });
    await add('мелочь', '2026-03-10', { priority: 'low' });
    await add('обычная', '2026-03-10');
    await add('завтра', '2026-03-11');
    expect(between('', '2026-03-09')).toEqual(['вчера']);
    expect(between('2026-03-10', '2026-03-10')).toEqual(['важная', 'обычная', 'мелочь', 'в десять', 'в три']);
    expect(between('2026-03-11', '')).toEqual(['завтра']);
    expect(between('', '')).toHaveLength(7);
  });

  it('puts a task with a time on the day of the zone that asks', async () => {
    // 08:30 of the 11th in Kamchatka, 23:30 of the 10th in Moscow.
    await add('ночная', '2026-03-11', { dueAt: '2026-03-10T20:30:00.000Z' });
    expect(between('2026-03-10', '2026-03-10')).toEqual(['ночная']);
    expect(between('2026-03-11', '2026-03-11')).toEqual([]);
    expect(between('2026-03-11', '2026-03-11', { zone: 'Asia/Kamchatka' })).toEqual(['ночная']);
    expect(between('2026-03-10', '2026-03-10', { zone: 'Asia/Kamchatka' })).toEqual([]);
    expect(between('', '2026-03-10', { zone: 'Europe/Kaliningrad' })).toEqual(['ночная']);
  });

  it('tells the total of a list it answers a part of', async () => {
    for (let n = 0; n < 25; n += 1) await add(`№ ${n}`, '2026-03-10');
    const input = { filter: openTasks, from: '', to: '', zone, limit: 10 };
    const first = store.read('tasks.between', { ...input, offset: 0 });
    const third = store.read('tasks.between', { ...input, offset: 20 });
    expect([first.total, first.rows.length, third.rows.length]).toEqual([25, 10, 5]);
  });

  it('filters by state, type, assignee, client and words', async () => {
    const { id: clientId } = await store.command('clients.create', {
      patch: { name: 'Берёзка', kind: 'company' },
    });
    const done = await add('Сделано', '2026-03-10');
    await store.command('tasks.complete', { id: done, result: 'договорились' });
    await add('Встреча', '2026-03-10', { type: 'meeting', clientId });
    await add('Чужая', '2026-03-10', { assigneeId: idOf('user-2') });
    expect(between('', '', {}, { status: 'done' })).toEqual(['Сделано']);
    expect(between('', '', {}, { status: '' })).toHaveLength(3);
    expect(between('', '', {}, { types: ['meeting', 'call'] })).toEqual(['Встреча']);
    expect(between('', '', {}, { assigneeId: idOf('user-2') })).toEqual(['Чужая']);
    expect(between('', '', {}, { clientId })).toEqual(['Встреча']);
    expect(between('', '', {}, { text: 'БЕРЕЗК встр' })).toEqual(['Встреча']);
    expect(between('', '', {}, { text: "100%' OR 1" })).toEqual([]);
  });

  it('names the client, the contact and the assignee', async () => {
    const { id: clientId } = await store.command('clients.create', { patch: { name: 'Ромашка' } });
    const { id: contactId } = await store.command('contacts.create', {
      patch: { clientId, name: 'Иван Петров' },
    });
    const id = await add('Позвонить', '2026-03-10', { clientId, contactId });
    expect(store.read('tasks.byId', { id })).toMatchObject({
      clientName: 'Ромашка',
      contactName: 'Иван Петров',
      assigneeName: 'Анна Смирнова',
      mark: 0,
    });
    expect(store.read('tasks.byId', { id: idOf('nobody') })).toBeNull();
  });
});

describe('tasks.counts', () => {
  it('counts whole days: late today is still today', async () => {
    await add('вчера', '2026-03-09');
    await add('давно', '2025-12-31', { assigneeId: idOf('user-2') });
    await add('утром', '2026-03-10', { dueAt: '2026-03-10T05:00:00.000Z' });
    await add('завтра', '2026-03-11');
    await add('позже', '2026-03-12');
    await add('ещё позже', '2027-01-01');
    const counts = (assigneeId: string) =>
      store.read('tasks.counts', { today: '2026-03-10', zone, assigneeId });
    expect(counts('')).toEqual({ overdue: 2, today: 1, tomorrow: 1, later: 2 });
    expect(counts(idOf('user-1'))).toEqual({ overdue: 1, today: 1, tomorrow: 1, later: 2 });
  });
});

describe('reminders', () => {
  it('are those of open tasks of a person, in (after, until]', async () => {
    const remindAt = (minute: string) => `2026-03-10T10:${minute}:00.000Z`;
    const done = await add('сделана', '2026-03-10', { remindAt: remindAt('05') });
    await store.command('tasks.complete', { id: done, result: '' });
    await add('граница', '2026-03-10', { remindAt: remindAt('00') });
    await add('вторая', '2026-03-10', { remindAt: remindAt('10') });
    await add('первая', '2026-03-10', { remindAt: remindAt('05') });
    await add('чужая', '2026-03-10', { remindAt: remindAt('05'), assigneeId: idOf('user-2') });
    await add('ничья', '2026-03-10', { remindAt: remindAt('07'), assigneeId: '' });
    await add('без напоминания', '2026-03-10');
    const rows = store.read('tasks.reminders', {
      after: remindAt('00'),
      until: remindAt('10'),
      assigneeId: idOf('user-1'),
    });
    expect(rows.map(({ title }) => title)).toEqual(['первая', 'ничья', 'вторая']);
    const next = (after: string) => store.read('tasks.nextReminder', { after, assigneeId: idOf('user-1') });
    expect(next(remindAt('00'))).toBe(remindAt('05'));
    expect(next(remindAt('10'))).toBe('');
  });
});

describe('commands', () => {
  it('complete, reopen, change and remove', async () => {
    const id = await add('Позвонить', '2026-03-10');
    await store.command('tasks.complete', { id, result: ' Договорились ' });
    expect(store.read('tasks.byId', { id })).toMatchObject({
      status: 'done',
      result: 'Договорились',
      completedAt: '2026-03-10T09:00:00.000Z',
    });
    await store.command('tasks.reopen', { id });
    expect(store.read('tasks.byId', { id })).toMatchObject({ status: 'open', completedAt: '' });
    await store.command('tasks.change', { id, patch: { dueDate: '2026-03-12' } });
    expect(store.read('tasks.byId', { id })).toMatchObject({ dueDate: '2026-03-12', title: 'Позвонить' });
    await store.command('tasks.remove', { id });
    expect(store.read('tasks.byId', { id })).toBeNull();
  });

  it('refuse what is impossible and change nothing', async () => {
    const id = await add('Позвонить', '2026-03-10');
    const refusal = (patch: Partial<Task>) =>
      expect(store.command('tasks.change', { id, patch })).rejects.toMatchObject({ code: 'invalid-input' });
    await refusal({ dueDate: '2026-02-30' });
    await refusal({ title: ' ' });
    await refusal({ dueAt: 'завтра' });
    await expect(store.command('tasks.complete', { id: idOf('nobody'), result: '' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(store.read('tasks.byId', { id })).toMatchObject({ title: 'Позвонить', dueDate: '2026-03-10' });
  });
});
