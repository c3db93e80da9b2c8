import { describe, expect, it } from 'vitest';
import { AppError } from '../lib/result';
import { draftOfTask, newTaskDraft, patchOfDraft, taskDraftIssues, withDue } from './draft';
import { dayOfTask, isLate, movedTo, newTask, sectionOf, type TaskBody } from './rules';
import type { Task } from './schema';

const stamps = { id: '1', createdAt: '', createdBy: '', updatedAt: '', updatedBy: '', importId: '' };
const task = (patch: Partial<TaskBody>): Task => ({
  ...stamps,
  ...newTask({ title: 'Позвонить', dueDate: '2026-03-10', ...patch }, 'me'),
});

describe('a new task', () => {
  it('belongs to its author unless given to somebody', () => {
    expect(task({}).assigneeId).toBe('me');
    expect(task({ assigneeId: 'other' }).assigneeId).toBe('other');
  });
  it('is refused without words or with a date that does not exist', () => {
    const field = (patch: Partial<TaskBody>) => {
      try {
        newTask({ title: 'Позвонить', dueDate: '2026-03-10', ...patch }, 'me');
      } catch (error) {
        return error instanceof AppError ? `${error.code} ${error.data.field}` : error;
      }
      return 'accepted';
    };
    expect(field({ title: '  \n' })).toBe('invalid-input title');
    expect(field({ dueDate: '2026-02-30' })).toBe('invalid-input dueDate');
    expect(field({ dueDate: '' })).toBe('invalid-input dueDate');
    expect(field({ dueAt: 'утром' })).toBe('invalid-input dueAt');
    expect(field({ remindAt: '2026-13-01T00:00:00Z' })).toBe('invalid-input remindAt');
  });
  it('writes instants one way, so that they can be compared as text', () => {
    expect(task({ dueAt: '2026-03-10T12:00:00+03:00' }).dueAt).toBe('2026-03-10T09:00:00.000Z');
  });
});

describe('the day of a task', () => {
  // 23:30 in Moscow on the 10th.
  const late = task({ dueAt: '2026-03-10T20:30:00.000Z' });
  it.each([
    ['Europe/Kaliningrad', '2026-03-10', 'today'],
    ['Europe/Moscow', '2026-03-10', 'today'],
    ['Asia/Yekaterinburg', '2026-03-11', 'tomorrow'],
    ['Asia/Kamchatka', '2026-03-11', 'tomorrow'],
  ])('with a time, in %s', (zone, day, section) => {
    expect(dayOfTask(late, zone)).toBe(day);
    expect(sectionOf(late, '2026-03-10', zone)).toBe(section);
  });
  it.each(['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Kamchatka'])(
    'without a time is what was written, in %s',
    (zone) => {
      expect(dayOfTask(task({}), zone)).toBe('2026-03-10');
      expect(sectionOf(task({}), '2026-03-11', zone)).toBe('overdue');
      expect(sectionOf(task({}), '2026-03-08', zone)).toBe('later');
    },
  );
  it('is late when its time, or its whole day, has passed', () => {
    const now = '2026-03-10T20:31:00.000Z';
    expect(isLate(late, now, 'Europe/Moscow')).toBe(true);
    expect(isLate(task({}), now, 'Europe/Moscow')).toBe(false);
    expect(isLate(task({}), now, 'Asia/Kamchatka')).toBe(true);
    expect(isLate(task({ status: 'done', dueAt: late.dueAt }), now, 'Europe/Moscow')).toBe(false);
  });
  it('moves with the time of day and the reminder', () => {
    const moved = movedTo(
      task({
        dueAt: '2026-03-28T09:00:00.000Z',
        dueDate: '2026-03-28',
        remindAt: '2026-03-27T09:00:00.000Z',
      }),
      '2026-03-30',
      'Europe/Berlin',
    );
    // The clock went forward on the 29th: ten in the morning stays ten.
    expect(moved).toEqual({
      dueDate: '2026-03-30',
      dueAt: '2026-03-30T08:00:00.000Z',
      remindAt: '2026-03-29T08:00:00.000Z',
    });
    expect(movedTo(task({}), '2026-03-09', 'Europe/Moscow')).toEqual({
      dueDate: '2026-03-09',
      dueAt: '',
      remindAt: '',
    });
  });
});

describe('a draft', () => {
  const zone = 'Europe/Moscow';
  it('says what is missing and what is impossible', () => {
    expect(taskDraftIssues(newTaskDraft({ dueDate: '' }))).toEqual({ title: 'missing', dueDate: 'missing' });
    expect(taskDraftIssues(newTaskDraft({ title: 'а', dueDate: '31.04.2026', dueTime: '25:00' }))).toEqual({
      dueDate: 'impossible',
      dueTime: 'impossible',
    });
    expect(taskDraftIssues(newTaskDraft({ title: 'а', dueDate: '2026-03-10' }))).toEqual({});
  });
  it('reminds of a task with its first time, and not of one without', () => {
    const draft = newTaskDraft({ dueDate: '2026-03-10' });
    const timed = withDue(draft, { dueTime: '10:00' });
    expect(timed.reminder).toBe('at-time');
    expect(withDue(timed, { dueTime: '' }).reminder).toBe('none');
    expect(withDue({ ...timed, reminder: 'hour' }, { dueTime: '11:00' }).reminder).toBe('hour');
  });
  it.each([
    ['none', ''],
    ['at-time', '2026-03-10T07:00:00.000Z'],
    ['ten-minutes', '2026-03-10T06:50:00.000Z'],
    ['hour', '2026-03-10T06:00:00.000Z'],
    ['day', '2026-03-09T07:00:00.000Z'],
  ] as const)('of a reminder %s goes to the task and back', (reminder, remindAt) => {
    const draft = newTaskDraft({
      title: 'а',
      dueDate: '2026-03-10',
      dueTime: '10:00',
      reminder,
      assigneeId: 'me',
    });
    const patch = patchOfDraft(draft, zone);
    expect(patch).toMatchObject({ dueAt: '2026-03-10T07:00:00.000Z', remindAt });
    expect(draftOfTask(task(patch), zone)).toEqual({ ...draft, keptRemindAt: remindAt });
  });
  it('of a whole day is reminded of in the morning', () => {
    const draft = newTaskDraft({ title: 'а', dueDate: '2026-03-10', reminder: 'at-time' });
    expect(patchOfDraft(draft, zone)).toMatchObject({ dueAt: '', remindAt: '2026-03-10T06:00:00.000Z' });
  });
  it('keeps a reminder that fits none of the choices', () => {
    const odd = task({ dueAt: '2026-03-10T07:00:00.000Z', remindAt: '2026-03-10T06:43:00.000Z' });
    const draft = draftOfTask(odd, zone);
    expect(draft.reminder).toBe('kept');
    expect(patchOfDraft(draft, zone).remindAt).toBe(odd.remindAt);
  });
});
