import { checkedTask, newTask } from '@shared/tasks/rules';
import type { Task } from '@shared/tasks/schema';
import type { DataContext, FeatureCommands } from '../data/context';
import { bringBack } from '../recycle-bin/bring-back';

export const tasksCommands: FeatureCommands<'tasks'> = {
  async 'tasks.create'({ records, session }, { patch }) {
    return { id: await records.insert('tasks', newTask(patch, session().userId)) };
  },
  async 'tasks.change'(context, { id, patch }) {
    await change(context, id, patch);
    return null;
  },
  async 'tasks.complete'(context, { id, result }) {
    await change(context, id, { status: 'done', result: result.trim(), completedAt: context.now() });
    return null;
  },
  async 'tasks.reopen'(context, { id }) {
    // What came of it stays: it is offered again when the task is completed the second time.
    await change(context, id, { status: 'open', completedAt: '' });
    return null;
  },
  async 'tasks.remove'({ records }, { id }) {
    await records.remove('tasks', id);
    return null;
  },
  async 'tasks.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'tasks', id }]);
    return null;
  },
};

/** Changes a task into another whole and possible one. */
async function change({ records }: DataContext, id: string, patch: Partial<Task>): Promise<void> {
  const task = await records.get('tasks', id);
  const next = checkedTask({ ...task, ...patch });
  const fields = Object.keys(patch) as (keyof Task)[];
  await records.change('tasks', id, Object.fromEntries(fields.map((field) => [field, next[field]])));
}
