import {
  addDays,
  daysBetween,
  type IsoDate,
  isIsoDate,
  localDate,
  toWallTime,
  zonedToUtc,
} from '../lib/dates';
import { AppError } from '../lib/result';
import type { Patch, recordFields } from '../lib/schema';
import type { Task } from './schema';

/** A task without the stamps that the store puts on it. */
export type TaskBody = Omit<Task, keyof typeof recordFields>;

/** When to remind of a task that has a day but no time: by the clock of the person's zone. */
export const allDayReminder = '09:00';

/**
 * The whole task made of what a person gave. It belongs to its author unless given to somebody.
 * @throws AppError `invalid-input` with the field `title` or of a date that does not exist
 */
export function newTask(patch: Patch<Task>, userId: string): TaskBody {
  return checkedTask({
    title: '',
    type: 'other',
    status: 'open',
    priority: 'normal',
    dueDate: '',
    dueAt: '',
    remindAt: '',
    clientId: '',
    contactId: '',
    assigneeId: userId,
    callId: '',
    comment: '',
    result: '',
    completedAt: '',
    ...patch,
  });
}

/**
 * A task with a title and dates that exist, instants written one way.
 * @throws AppError `invalid-input` with the field
 */
export function checkedTask<T extends TaskBody>(task: T): T {
  const title = task.title.trim();
  if (title === '') throw new AppError('invalid-input', { field: 'title' });
  if (!isIsoDate(task.dueDate)) throw new AppError('invalid-input', { field: 'dueDate' });
  return {
    ...task,
    title,
    dueAt: instant('dueAt', task.dueAt),
    remindAt: instant('remindAt', task.remindAt),
    completedAt: instant('completedAt', task.completedAt),
  };
}

function instant(field: string, text: string): string {
  if (text === '') return '';
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new AppError('invalid-input', { field });
  return new Date(milliseconds).toISOString();
}

/** The day a task is due for somebody in a zone: one with a time may fall on another day than where it was written. */
export function dayOfTask(task: Pick<Task, 'dueDate' | 'dueAt'>, zone: string): IsoDate {
  return task.dueAt === '' ? task.dueDate : localDate(task.dueAt, zone);
}

/** `HH:MM` of a task that has a time, else ''. */
export function timeOfTask(task: Pick<Task, 'dueAt'>, zone: string): string {
  return task.dueAt === '' ? '' : toWallTime(task.dueAt, zone).time;
}

/** Whether an open task is late: its time has passed, or, without a time, its day. */
export function isLate(task: Pick<Task, 'status' | 'dueDate' | 'dueAt'>, now: string, zone: string): boolean {
  if (task.status !== 'open') return false;
  return task.dueAt === '' ? task.dueDate < localDate(now, zone) : task.dueAt < now;
}

/** Where a task stands in the planner. */
export type TaskSection = 'overdue' | 'today' | 'tomorrow' | 'later';

/** The planner's section of a task, by whole days of the zone. */
export function sectionOf(task: Pick<Task, 'dueDate' | 'dueAt'>, today: IsoDate, zone: string): TaskSection {
  const day = dayOfTask(task, zone);
  if (day < today) return 'overdue';
  if (day === today) return 'today';
  return day === addDays(today, 1) ? 'tomorrow' : 'later';
}

/** The change that moves a task to another day: its time of day stays, its reminder moves along. */
export function movedTo(task: Task, day: IsoDate, zone: string): Patch<Task> {
  const shift = daysBetween(dayOfTask(task, zone), day);
  const move = (at: string) => {
    if (at === '') return '';
    const wall = toWallTime(at, zone);
    return zonedToUtc(addDays(wall.date, shift), wall.time, zone);
  };
  return { dueDate: day, dueAt: move(task.dueAt), remindAt: move(task.remindAt) };
}
