import { checkedDeal, type DealBody, movedDeal, newDeal } from '@shared/deals/rules';
import type { Deal } from '@shared/deals/schema';
import { draftTotal, filledLines } from '@shared/documents/totals';
import { AppError } from '@shared/lib/result';
import type { Patch } from '@shared/lib/schema';
import { newTask } from '@shared/tasks/rules';
import type { Task } from '@shared/tasks/schema';
import type { DataContext, FeatureCommands } from '../data/context';
import { documentsCommands } from '../documents/commands';
import { readFunnels } from '../funnels/read';
import { table } from '../reader/reader';
import { bringBack } from '../recycle-bin/bring-back';
import { linkRecord } from './link';
import { withStep } from './step';

export const dealsCommands: FeatureCommands<'deals'> = {
  async 'deals.create'(context, { patch, task }) {
    const { records, session } = context;
    const funnels = readFunnels(context.db);
    const begun = newDeal(patch, session().userId, funnels.all);
    // A deal may be noted when it is already far: then its stage asks for what it asks of any other.
    const isFar = patch.stageId !== undefined;
    const deal = isFar ? movedDeal({ ...begun, stageId: '' }, begun.stageId, {}, funnels.stages) : begun;
    if (deal.clientId !== '') await records.get('clients', deal.clientId);
    const step = task && newTask({ ...task, clientId: deal.clientId }, session().userId);
    const id = await records.insert('deals', withStep(context, deal, ''));
    if (step) await linkRecord(context, 'tasks', await records.insert('tasks', step), id);
    await admit(context, deal, []);
    return { id };
  },

  async 'deals.change'(context, { id, patch }) {
    const { records } = context;
    const before = await records.get('deals', id);
    // A stage is changed by a move alone, which writes it down.
    const { stageId: _, funnelId: _funnel, steps: _steps, links: _links, ...own } = patch;
    const next = checkedDeal({ ...before, ...own });
    if (next.clientId !== before.clientId && next.clientId !== '')
      await records.get('clients', next.clientId);
    await records.change('deals', id, changedFields(before, next));
    await admit(context, next, before.participantIds);
    return null;
  },

  async 'deals.move'(context, { id, stageId, values }) {
    const { records } = context;
    const before = await records.get('deals', id);
    const { stages } = readFunnels(context.db);
    const moved = movedDeal(before, stageId, values, stages);
    const next = before.stageId === stageId ? moved : withStep(context, moved, before.stageId);
    await records.change('deals', id, changedFields(before, next));
    return null;
  },

  async 'deals.remove'({ records }, { id }) {
    await records.remove('deals', id);
    return null;
  },

  async 'deals.restore'(context, { id }) {
    await bringBack(context, [{ collection: 'deals', id }]);
    return null;
  },

  async 'deals.link'(context, { dealId, kind, recordId }) {
    await context.records.get(kind, recordId);
    await linkRecord(context, kind, recordId, dealId);
    return null;
  },

  async 'deals.plan'(context, { id, task }) {
    return { id: await plan(context, id, task) };
  },

  async 'deals.invoice'(context, { id, date }) {
    const { records } = context;
    const deal = await records.get('deals', id);
    if (deal.clientId === '') throw new AppError('deal-without-client');
    const draft = await documentsCommands['documents.createDraft'](context, {
      clientId: deal.clientId,
      type: 'invoice',
      date,
      dealId: id,
    });
    if (filledLines(deal).length > 0) {
      const { content } = await records.get('documents', draft.id);
      const { lines, pricesIncludeVat } = deal;
      const filled = { ...content, lines, pricesIncludeVat };
      await records.change('documents', draft.id, { content: filled, total: draftTotal(filled) });
    }
    return draft;
  },
};

async function plan(context: DataContext, dealId: string, task: Patch<Task>): Promise<string> {
  const { clientId } = await context.records.get('deals', dealId);
  const id = await context.records.insert('tasks', newTask({ ...task, clientId }, context.session().userId));
  await linkRecord(context, 'tasks', id, dealId);
  return id;
}

/** Only what differs is written: an edit of one field must not look like an edit of all. */
function changedFields(before: Deal, next: DealBody): Patch<Deal> {
  const { id, createdAt, createdBy, updatedAt, updatedBy, device, importId, ...own } = { ...before, ...next };
  return own;
}

/** A colleague who works on a deal is to see its client: he takes part in the card from now on. */
async function admit(
  { records, db }: DataContext,
  { clientId, participantIds }: DealBody,
  before: readonly string[],
): Promise<void> {
  if (clientId === '') return;
  for (const userId of participantIds.filter((id) => !before.includes(id))) {
    const known = db.get(
      `SELECT 1 FROM ${table('participants')} WHERE deleted = 0 AND c_clientId = ? AND c_userId = ?`,
      [clientId, userId],
    );
    if (!known) await records.insert('participants', { clientId, userId });
  }
}
