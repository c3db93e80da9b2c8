import type { Note } from '@shared/notes/schema';
import type { TimelineEntry, TimelineKind } from '@shared/timeline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../support/id';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
let clientId: string;

beforeAll(async () => {
  base = await openTestStore({ now: '2026-03-01T09:00:00.000Z' });
  clientId = (await base.command('clients.create', { patch: { name: 'Ромашка' } })).id;
});
afterAll(() => base.close());

const newest = (limit = 100, kinds: TimelineKind[] = [], of = clientId) =>
  base.read('timeline.newest', { clientId: of, kinds, limit });
const words = (entries: readonly TimelineEntry[]) =>
  entries.map((entry) => {
    switch (entry.kind) {
      case 'call':
        return entry.call.comment;
      case 'task':
        return entry.task.title;
      case 'note':
        return entry.note.text;
      default:
        return entry.kind;
    }
  });

describe('the timeline', () => {
  it('holds what is planned, then what happened, newest first', async () => {
    const other = (await base.command('clients.create', { patch: { name: 'Другой' } })).id;
    await base.command('notes.create', { patch: { clientId: other, text: 'Чужая' } });
    base.setClock('2026-03-02T09:00:00Z');
    await base.command('notes.create', { patch: { clientId, text: ' Заметка второго ' } });
    base.setClock('2026-03-05T09:00:00Z');
    const done = await base.command('tasks.create', {
      patch: { clientId, title: 'Сделана шестого', dueDate: '2026-03-03' },
    });
    await base.command('tasks.create', { patch: { clientId, title: 'На десятое', dueDate: '2026-03-10' } });
    await base.command('calls.log', {
      call: { clientId, startedAt: '2026-03-04T09:00:00Z', comment: 'Звонок четвёртого' },
      task: { title: 'На седьмое, 12:00', dueDate: '2026-03-07', dueAt: '2026-03-07T09:00:00Z' },
    });
    base.setClock('2026-03-06T09:00:00Z');
    await base.command('tasks.complete', { id: done.id, result: 'Готово' });

    const { entries, total, counts } = newest();
    expect(words(entries)).toEqual([
      'На седьмое, 12:00',
      'На десятое',
      'Сделана шестого',
      'Звонок четвёртого',
      'Заметка второго',
      'created',
    ]);
    expect(total).toBe(6);
    expect(counts).toEqual({ call: 1, task: 3, note: 1, document: 0, deal: 0, created: 1 });
    expect(entries[4]).toMatchObject({ kind: 'note', note: { authorName: 'Анна Смирнова', mark: 0 } });
    expect(words(newest(100, ['call', 'note']).entries)).toEqual(['Звонок четвёртого', 'Заметка второго']);
    expect(newest(100, ['call', 'note']).total).toBe(2);
  });

  it('answers a longer page as the longer beginning of the same list', () => {
    const whole = newest().entries;
    for (let limit = 1; limit <= whole.length; limit += 1) {
      expect(newest(limit).entries).toEqual(whole.slice(0, limit));
      expect(newest(limit).total).toBe(6);
    }
  });

  it('lets a note be changed, removed and taken back in its place', async () => {
    const place = () => words(newest(100, ['note', 'created']).entries);
    const note = newest(1, ['note']).entries[0];
    if (note?.kind !== 'note') throw new Error('a note was expected');
    const { id } = note.note;
    await expect(base.command('notes.change', { id, patch: { text: '  ' } })).rejects.toMatchObject({
      data: { field: 'text' },
    });
    await base.command('notes.change', {
      id,
      patch: { text: 'Исправлена', clientId: idOf('другой'), kind: 'conflict' },
    });
    expect(newest(1, ['note']).entries[0]).toMatchObject({
      note: { text: 'Исправлена', clientId, kind: 'note' },
    });
    await base.command('notes.remove', { id });
    expect(place()).toEqual(['created']);
    await base.command('notes.restore', { id });
    expect(place()).toEqual(['Исправлена', 'created']);
    await expect(base.command('notes.restore', { id: idOf('никогда') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('stays quick with 5,000 entries', async () => {
    const busy = (await base.command('clients.create', { patch: { name: 'Занятой' } })).id;
    const { records } = base.context;
    const notes: Note[] = Array.from({ length: 5000 }, (_, index) =>
      records.stamped<'notes'>(
        { clientId: busy, kind: 'note', text: `Заметка ${index}` },
        { createdAt: new Date(Date.UTC(2025, 0, 1, 0, index)).toISOString() },
      ),
    );
    await records.insertMany('notes', notes);
    expect(words(newest(3, [], busy).entries)).toEqual(['created', 'Заметка 4999', 'Заметка 4998']);
    const began = performance.now();
    expect(newest(60, [], busy).entries).toHaveLength(60);
    const took = performance.now() - began;
    const all = newest(10_000, [], busy);
    expect([all.total, all.entries.length]).toEqual([5001, 5001]);
    // A screen's page costs a few milliseconds; the bound leaves room for a busy machine.
    expect(took).toBeLessThan(100);
  });
});
