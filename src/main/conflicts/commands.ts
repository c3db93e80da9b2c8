import type { CollectionName } from '@shared/collections';
import { bothTexts, canKeepBoth } from '@shared/conflicts/rules';
import type { Conflict } from '@shared/conflicts/schema';
import { isLocked } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import type { DataContext, FeatureCommands } from '../data/context';
import { changeRecord } from '../records/change-record';
import { joinClients } from './join-clients';

export const conflictsCommands: FeatureCommands<'conflicts'> = {
  async 'conflicts.decide'(context, { id, choices }) {
    const conflict = await context.records.get('conflicts', id);
    const chosen = new Map(choices.map(({ field, choice }) => [field, choice]));
    await takeValues(context, conflict, chosen);
    const fields = conflict.fields.map((one) => ({ ...one, choice: chosen.get(one.field) ?? one.choice }));
    const done = fields.every(({ choice }) => choice !== '');
    await context.records.change('conflicts', id, { fields, ...(done ? decided(context) : {}) });
    return null;
  },

  async 'conflicts.reopen'({ records }, { id }) {
    const { fields } = await records.get('conflicts', id);
    await records.change('conflicts', id, {
      state: 'open',
      decidedAt: '',
      decidedBy: '',
      fields: fields.map((field) => ({ ...field, choice: '' })),
    });
    return null;
  },

  async 'conflicts.mergeClients'(context, { id, keepId }) {
    const { recordId, otherId } = await context.records.get('conflicts', id);
    if (keepId !== recordId && keepId !== otherId) throw new AppError('invalid-input', { field: 'keepId' });
    await joinClients(context, keepId, keepId === recordId ? otherId : recordId);
    await context.records.change('conflicts', id, decided(context));
    return null;
  },

  async 'conflicts.dismiss'(context, { id }) {
    await context.records.change('conflicts', id, decided(context));
    return null;
  },
};

const decided = ({ now, session }: DataContext) => ({
  state: 'decided' as const,
  decidedAt: now(),
  decidedBy: session().userId,
});

/** Writes the values taken into the record, which may have been changed again since. */
async function takeValues(
  context: DataContext,
  { recordKind, recordId, fields }: Conflict,
  chosen: ReadonlyMap<string, 'current' | 'mine' | 'both'>,
): Promise<void> {
  const taken = fields.filter(({ field }) => (chosen.get(field) ?? 'current') !== 'current');
  if (taken.length === 0) return;
  const name = recordKind as CollectionName;
  const record = (await context.records.get(name, recordId)) as unknown as Record<string, unknown>;
  if (isLocked(name, record)) throw new AppError('already-posted');
  const patch = taken.map(({ field, mine }) => {
    const current = record[field];
    const both = chosen.get(field) === 'both' && canKeepBoth(name, field, current, mine);
    return [field, both ? bothTexts(String(current), String(mine)) : mine] as const;
  });
  await changeRecord(context, name, recordId, Object.fromEntries(patch));
}
