import { type Static, Type } from 'typebox';
import { command, live, output } from '../lib/contract';
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

export interface TaskWindow {
  readonly total: number;
  readonly rows: readonly TaskRow[];
}

export const tasksContract = {
  /** Tasks due between two local days, both inclusive and '' for open, in order of being due. */
  'tasks.between': live(
    Strict({
      filter: TaskFilter,
      from: DateOnly,
      to: DateOnly,
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 2000 }),
    }),
    output<TaskWindow>(),
  ),
  /** How many open tasks are due before, on and after a day. */
  'tasks.counts': live(
    Strict({ today: DateOnly, assigneeId: Reference }),
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
  'tasks.create': command(Strict({ patch: patchOf(Task) }), output<{ readonly id: string }>()),
  'tasks.change': command(Strict({ id: Id, patch: patchOf(Task) }), output<null>()),
  'tasks.complete': command(Strict({ id: Id, result: Text(20_000) }), output<null>()),
  'tasks.reopen': command(Strict({ id: Id }), output<null>()),
  'tasks.remove': command(Strict({ id: Id }), output<null>()),
} as const;
