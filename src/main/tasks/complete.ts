import { checkedTask } from '@shared/tasks/rules';
import type { Task } from '@shared/tasks/schema';
import type { DataContext } from '../data/context';

/** Completes a task, with what came of it. @throws AppError `not-found`, or what refuses the change */
export async function completeTask(context: DataContext, id: string, result: string): Promise<void> {
  await changeTask(context, id, { status: 'done', result: result.trim(), completedAt: context.now() });
}

/** Changes a task into another whole and possible one. */
export async function changeTask({ records }: DataContext, id: string, patch: Partial<Task>): Promise<void> {
  const task = await records.get('tasks', id);
  const next = checkedTask({ ...task, ...patch });
  const fields = Object.keys(patch) as (keyof Task)[];
  await records.change('tasks', id, Object.fromEntries(fields.map((field) => [field, next[field]])));
}
