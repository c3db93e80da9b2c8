import { newTask } from '@shared/tasks/rules';
import type { FeatureCommands } from '../data/context';
import { linkNew } from '../deals/link';
import { bringBack } from '../recycle-bin/bring-back';
import { changeTask, completeTask } from './complete';

export const tasksCommands: FeatureCommands<'tasks'> = {
  async 'tasks.create'(context, { patch, dealId }) {
    const task = newTask(patch, context.session().userId);
    const id = await context.records.insert('tasks', task);
    await linkNew(context, 'tasks', id, task.clientId, dealId);
    return { id };
  },
  async 'tasks.change'(context, { id, patch }) {
    await changeTask(context, id, patch);
    return null;
  },
  async 'tasks.complete'(context, { id, result }) {
    await completeTask(context, id, result);
    return null;
  },
  async 'tasks.reopen'(context, { id }) {
    // What came of it stays: it is offered again when the task is completed the second time.
    await changeTask(context, id, { status: 'open', completedAt: '' });
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
