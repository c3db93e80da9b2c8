import { addDays, type IsoDate, isIsoDate, toWallTime, zonedToUtc } from '../lib/dates';
import type { Patch } from '../lib/schema';
import { isTime } from '../lib/typed-date';
import { allDayReminder, dayOfTask } from './rules';
import type { Task, TaskPriority, TaskType } from './schema';

/** When to remind, as it is chosen; `kept` leaves an instant that fits none of the others. */
const reminderChoices = ['none', 'at-time', 'ten-minutes', 'hour', 'day', 'kept'] as const;
export type ReminderChoice = (typeof reminderChoices)[number];

const lead: Readonly<Record<Exclude<ReminderChoice, 'none' | 'kept'>, number>> = {
  'at-time': 0,
  'ten-minutes': 10,
  hour: 60,
  day: 1440,
};

/** A task as a person edits it: local date and time as text, half typed or not. */
export interface TaskDraft {
  readonly title: string;
  readonly type: TaskType;
  readonly priority: TaskPriority;
  /** `YYYY-MM-DD`, or what was typed while it is no date. */
  readonly dueDate: string;
  /** `HH:MM`, '' for the whole day, or what was typed while it is no time. */
  readonly dueTime: string;
  readonly reminder: ReminderChoice;
  /** The instant that `kept` stands for. */
  readonly keptRemindAt: string;
  readonly clientId: string;
  readonly contactId: string;
  readonly assigneeId: string;
  readonly comment: string;
}

/** What keeps a draft from being a task. */
export interface TaskDraftIssues {
  readonly title?: 'missing';
  readonly dueDate?: 'missing' | 'impossible';
  readonly dueTime?: 'impossible';
}

/** A draft to begin with. */
export function newTaskDraft(fields: Partial<TaskDraft> & { readonly dueDate: string }): TaskDraft {
  return {
    title: '',
    type: 'call',
    priority: 'normal',
    dueTime: '',
    reminder: 'none',
    keptRemindAt: '',
    clientId: '',
    contactId: '',
    assigneeId: '',
    comment: '',
    ...fields,
  };
}

/** The draft of a task that exists, in the clock of a zone. */
export function draftOfTask(task: Task, zone: string): TaskDraft {
  const dueDate = dayOfTask(task, zone);
  const dueTime = task.dueAt === '' ? '' : toWallTime(task.dueAt, zone).time;
  const reminder =
    task.remindAt === ''
      ? 'none'
      : (Object.keys(lead) as (keyof typeof lead)[]).find(
          (choice) => remindInstant(choice, dueDate, dueTime, zone) === task.remindAt,
        );
  const { title, type, priority, clientId, contactId, assigneeId, comment } = task;
  return {
    ...{ title, type, priority, dueDate, dueTime, clientId, contactId, assigneeId, comment },
    reminder: reminder ?? 'kept',
    keptRemindAt: task.remindAt,
  };
}

/**
 * The draft with another due day or time. Giving a task its first time turns its reminder on, since that is what a
 * time is for; taking the time away turns such a reminder off again.
 */
export function withDue(
  draft: TaskDraft,
  due: { readonly dueDate?: string; readonly dueTime?: string },
): TaskDraft {
  const next = { ...draft, ...due };
  if (draft.dueTime === '' && next.dueTime !== '' && draft.reminder === 'none') {
    return { ...next, reminder: 'at-time' };
  }
  if (draft.dueTime !== '' && next.dueTime === '' && draft.reminder === 'at-time') {
    return { ...next, reminder: 'none' };
  }
  return next;
}

/** What is missing or impossible in a draft; an empty object when it can be saved. */
export function taskDraftIssues(draft: TaskDraft): TaskDraftIssues {
  return {
    ...(draft.title.trim() === '' ? { title: 'missing' as const } : {}),
    ...(draft.dueDate === ''
      ? { dueDate: 'missing' as const }
      : isIsoDate(draft.dueDate)
        ? {}
        : { dueDate: 'impossible' as const }),
    ...(draft.dueTime === '' || isTime(draft.dueTime) ? {} : { dueTime: 'impossible' as const }),
  };
}

/** The change a draft without issues stands for. */
export function patchOfDraft(draft: TaskDraft, zone: string): Patch<Task> {
  const { title, type, priority, dueDate, dueTime, clientId, contactId, assigneeId, comment } = draft;
  return {
    ...{ title: title.trim(), type, priority, dueDate, clientId, contactId, comment },
    ...(assigneeId === '' ? {} : { assigneeId }),
    dueAt: dueTime === '' ? '' : zonedToUtc(dueDate, dueTime, zone),
    remindAt: remindInstantOf(draft, zone),
  };
}

function remindInstantOf(draft: TaskDraft, zone: string): string {
  if (draft.reminder === 'none') return '';
  if (draft.reminder === 'kept') return draft.keptRemindAt;
  return remindInstant(draft.reminder, draft.dueDate, draft.dueTime, zone);
}

function remindInstant(choice: keyof typeof lead, dueDate: IsoDate, dueTime: string, zone: string): string {
  if (choice === 'day') return zonedToUtc(addDays(dueDate, -1), dueTime || allDayReminder, zone);
  const due = Date.parse(zonedToUtc(dueDate, dueTime || allDayReminder, zone));
  return new Date(due - lead[choice] * 60_000).toISOString();
}
