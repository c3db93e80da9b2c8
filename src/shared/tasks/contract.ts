import { type Static, Type } from 'typebox';
import { command, live, output, state, system } from '../lib/contract';
import { DateOnly, Id, Instant, OneOf, patchOf, Reference, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { Task, taskStatuses, taskTypes } from './schema';

export const TaskFilter = Strict({
  status: OneOf(['', ...taskStatuses]),
  types: Type.Array(OneOf(taskTypes)),
  assigneeId: Reference,
  clientId: Reference,
  text: Text(200),
});
export type TaskFilter = Static<typeof TaskFilter>;

export const openTasks: TaskFilter = { status: 'open', types: [], assigneeId: '', clientId: '', text: '' };

/** A task with the names a person reads. */
export interface TaskRow extends Task {
  readonly clientName: string;
  readonly contactName: string;
  readonly assigneeName: string;
  readonly mark: SyncMark;
}

/** IANA zone whose days are meant; without one a task with a time counts for the day it was written for. */
const Zone = Type.Optional(Text(60));

/** Reminders that passed while the program was not running or the computer slept: (after, until]. */
export interface CatchUp {
  readonly after: string;
  readonly until: string;
}

export interface TaskWindow {
  readonly total: number;
  readonly rows: readonly TaskRow[];
}

declare module '../timeline/contract' {
  interface EntryRows {
    readonly task: TaskRow;
  }
}

export const tasksContract = {
  /**
   * Tasks due between two days of a zone, both inclusive and '' for open: by day, those of the whole day first, then by
   * time, then by priority. A text is looked for among the first 20,000 of them.
   */
  'tasks.between': live(
    Strict({
      filter: TaskFilter,
      from: DateOnly,
      to: DateOnly,
      zone: Zone,
      /** The latest days first: for what is done. */
      latestFirst: Type.Optional(Type.Boolean()),
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 2000 }),
    }),
    output<TaskWindow>(),
  ),
  /** How many open tasks are due before, on and after a day. */
  'tasks.counts': live(
    Strict({ today: DateOnly, zone: Zone, assigneeId: Reference }),
    output<{
      readonly overdue: number;
      readonly today: number;
      readonly tomorrow: number;
      readonly later: number;
    }>(),
  ),
  'tasks.byId': live(Strict({ id: Id }), output<TaskRow | null>()),
  /** Open tasks whose reminder falls in (after, until]; for OS notifications and the catch-up list. */
  'tasks.reminders': live(
    Strict({ after: Instant, until: Instant, assigneeId: Reference }),
    output<readonly TaskRow[]>(),
  ),
  /** The next instant at which something is to be reminded of, or ''. */
  'tasks.nextReminder': live(Strict({ after: Instant, assigneeId: Reference }), output<string>()),
  /** What there is to catch up with, or null; main publishes it. */
  'tasks.catchUp': state(output<CatchUp | null>()),
  /** The catch-up list was read: what is in it is not shown again. */
  'tasks.dismissCatchUp': system(Strict({}), output<null>()),
  /** Errors: invalid-input (title, dueDate, dueAt, remindAt). */
  'tasks.create': command(
    /** The deal it is a step of; '' for none, absent for the only open deal of the client. */
    Strict({ patch: patchOf(Task), dealId: Type.Optional(Reference) }),
    output<{ readonly id: string }>(),
  ),
  'tasks.change': command(Strict({ id: Id, patch: patchOf(Task) }), output<null>()),
  'tasks.complete': command(Strict({ id: Id, result: Text(20_000) }), output<null>()),
  'tasks.reopen': command(Strict({ id: Id }), output<null>()),
  'tasks.remove': command(Strict({ id: Id }), output<null>()),
  /** Takes a removal back: the task stands where it stood, reminder and all. */
  'tasks.restore': command(Strict({ id: Id }), output<null>()),
} as const;
