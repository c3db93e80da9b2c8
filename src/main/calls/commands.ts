import { callIssues } from '@shared/calls/check';
import type { Call } from '@shared/calls/schema';
import { AppError } from '@shared/lib/result';
import type { Patch, recordFields } from '@shared/lib/schema';
import { newTask, type TaskBody } from '@shared/tasks/rules';
import type { Task } from '@shared/tasks/schema';
import type { DataContext, FeatureCommands } from '../data/context';
import { dealsOfRecord, linkNew } from '../deals/link';
import { bringBack } from '../recycle-bin/bring-back';
import { completeTask } from '../tasks/complete';

type CallBody = Omit<Call, keyof typeof recordFields>;

export const callsCommands: FeatureCommands<'calls'> = {
  async 'calls.log'(context, { call: patch, task: step, completes, dealId }) {
    const { records } = context;
    const call = await checked(context, {
      clientId: '',
      contactId: '',
      userId: context.session().userId,
      direction: 'out',
      startedAt: context.now(),
      durationSec: 0,
      number: '',
      result: 'talked',
      comment: '',
      nextStep: '',
      taskId: '',
      ...patch,
    });
    const id = records.newId();
    const task = step && nextTask(context, call, id, step);
    const taskId = task ? records.newId() : call.taskId;
    const nextStep = task ? task.title : call.nextStep;
    await records.insert('calls', { ...call, nextStep, taskId }, { id });
    if (task) {
      try {
        await records.insert('tasks', task, { id: taskId });
      } catch (error) {
        await records.remove('calls', id);
        throw error;
      }
    }
    await linkNew(context, 'calls', id, call.clientId, dealId);
    if (task) await linkNew(context, 'tasks', taskId, call.clientId, dealId);
    return { id, taskId, completed: completes ? await complete(context, completes) : [] };
  },

  async 'calls.change'(context, { id, patch, task: step }) {
    const { records } = context;
    const before = await records.get('calls', id);
    const call = await checked(context, { ...before, ...patch }, before);
    const task = step && nextTask(context, call, id, step);
    const taskId = task ? records.newId() : call.taskId;
    if (task) await records.insert('tasks', task, { id: taskId });
    const change = task ? { ...patch, nextStep: task.title, taskId } : patch;
    try {
      await records.change('calls', id, patch.startedAt ? { ...change, startedAt: call.startedAt } : change);
    } catch (error) {
      if (task) await records.remove('tasks', taskId);
      throw error;
    }
    if (task) await linkNew(context, 'tasks', taskId, call.clientId, dealsOfRecord(context, id)[0]);
    return { taskId };
  },

  async 'calls.remove'({ records }, { id }) {
    await records.remove('calls', id);
    return null;
  },

  async 'calls.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'calls', id }]);
    return null;
  },
};

/** The call is written: a task that cannot be completed any more must not take it back. */
async function complete(
  context: DataContext,
  { ids, result }: { readonly ids: readonly string[]; readonly result: string },
): Promise<string[]> {
  const done: string[] = [];
  for (const id of ids) {
    try {
      const { status } = await context.records.get('tasks', id);
      if (status !== 'open') continue;
      await completeTask(context, id, result);
      done.push(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return done;
}

/**
 * A call that can have been, its start written as an instant.
 * @throws AppError `invalid-input` with the field; `not-found` for a client that is not there
 */
async function checked<T extends CallBody>(
  { records, now }: DataContext,
  call: T,
  before?: Call,
): Promise<T> {
  // A correction is judged by what it corrects: an old call may lack what is asked for today.
  const issues = callIssues(call, now());
  for (const field of ['clientId', 'startedAt', 'durationSec'] as const) {
    if (issues[field] && call[field] !== before?.[field]) throw new AppError('invalid-input', { field });
  }
  if (call.clientId !== before?.clientId) await records.get('clients', call.clientId);
  if (call.startedAt === before?.startedAt) return call;
  return { ...call, startedAt: new Date(call.startedAt).toISOString() };
}

/** @throws AppError `invalid-input` with the task's field */
function nextTask(context: DataContext, call: CallBody, callId: string, step: Patch<Task>): TaskBody {
  const { clientId, contactId } = call;
  return newTask(
    { type: 'call', ...step, clientId, contactId: step.contactId || contactId, callId },
    context.session().userId,
  );
}
