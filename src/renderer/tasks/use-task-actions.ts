import type { CallInput, CommandName } from '@shared/contract';
import { formatWeekdayDate, localDate, toWallTime, zonedToUtc } from '@shared/lib/dates';
import { dayOfTask, movedTo } from '@shared/tasks/rules';
import type { Task } from '@shared/tasks/schema';
import { useMemo } from 'react';
import { askNextStep } from '../deals/ask-next';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useLanguage, useTexts } from '../services/texts';
import { nowIso, systemZone } from '../ui/clock';

export interface TaskActions {
  /** Completes with what came of it ('' for nothing to say); can be undone. */
  readonly complete: (task: Task, result: string) => Promise<boolean>;
  readonly reopen: (task: Task) => Promise<boolean>;
  /** Gives another day, the time of day stays; can be undone. */
  readonly move: (task: Task, day: string) => Promise<boolean>;
  /** Gives another due day and time, and a reminder at that time; can be undone. */
  readonly postpone: (
    task: Task,
    due: { readonly dueDate: string; readonly dueTime: string },
  ) => Promise<boolean>;
  readonly cancel: (task: Task) => Promise<boolean>;
  readonly remove: (task: Task) => Promise<boolean>;
}

/** What can be done with a task from any list: each says what it did and how to take it back. */
export function useTaskActions(): TaskActions {
  const { tasks, common, errors } = useTexts();
  const language = useLanguage();
  return useMemo(() => {
    const run = async <N extends CommandName>(name: N, input: CallInput<N>): Promise<boolean> => {
      const result = await ask(name, input);
      if (!result.ok) notify(errors[result.error.code](result.error.data), { tone: 'error' });
      return result.ok;
    };
    const undo = (work: () => unknown) => ({ action: { label: common.undo, run: () => void work() } });
    const restore = (task: Task) => {
      const { dueDate, dueAt, remindAt, status, completedAt, result } = task;
      return run('tasks.change', {
        id: task.id,
        patch: { dueDate, dueAt, remindAt, status, completedAt, result },
      });
    };
    const dayText = (day: string) =>
      formatWeekdayDate(day, language, Number(localDate(nowIso(), systemZone()).slice(0, 4)));
    return {
      async complete(task, result) {
        const done = await run('tasks.complete', { id: task.id, result });
        if (done)
          notify(
            tasks.notices.completed,
            undo(() => restore(task)),
          );
        if (done) void askNextStep(task.clientId, { recordId: task.id });
        return done;
      },
      reopen: (task) => run('tasks.reopen', { id: task.id }),
      async move(task, day) {
        if (dayOfTask(task, systemZone()) === day) return true;
        const done = await run('tasks.change', { id: task.id, patch: movedTo(task, day, systemZone()) });
        if (done)
          notify(
            tasks.notices.moved(dayText(day)),
            undo(() => restore(task)),
          );
        return done;
      },
      async postpone(task, { dueDate, dueTime }) {
        const zone = systemZone();
        const dueAt = dueTime === '' ? '' : zonedToUtc(dueDate, dueTime, zone);
        const remindAt = dueAt || (task.remindAt === '' ? '' : movedTo(task, dueDate, zone).remindAt || '');
        const done = await run('tasks.change', { id: task.id, patch: { dueDate, dueAt, remindAt } });
        const when = dueAt === '' ? dayText(dueDate) : `${dayText(dueDate)}, ${toWallTime(dueAt, zone).time}`;
        if (done) {
          const said = dueAt === '' ? tasks.notices.moved(when) : tasks.notices.snoozed(when);
          notify(
            said,
            undo(() => restore(task)),
          );
        }
        return done;
      },
      async cancel(task) {
        const done = await run('tasks.change', { id: task.id, patch: { status: 'cancelled' } });
        if (done)
          notify(
            tasks.notices.cancelled,
            undo(() => restore(task)),
          );
        return done;
      },
      async remove(task) {
        const done = await run('tasks.remove', { id: task.id });
        if (done)
          notify(
            tasks.notices.removed,
            undo(() => run('tasks.restore', { id: task.id })),
          );
        return done;
      },
    };
  }, [tasks, common, errors, language]);
}
