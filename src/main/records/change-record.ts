import { derivedChange } from '@shared/clients/rules';
import type { CollectionName, Records } from '@shared/collections';
import { nameKey } from '@shared/domain/requisites/requisites';
import type { Patch } from '@shared/lib/schema';
import type { DataContext } from '../data/context';
import { withStep } from '../deals/step';

/**
 * Gives fields of any record given values, as a person's edit would: what is derived from them follows. For values
 * that a record has held before (of a conflict, of its history), which need no check of their own.
 * @throws AppError `not-found`
 */
export async function changeRecord(
  context: DataContext,
  name: CollectionName,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { records } = context;
  if (name === 'clients') {
    const patch = values as Patch<Records['clients']>;
    await records.change('clients', id, derivedChange(await records.get('clients', id), patch));
    return;
  }
  if (name === 'deals' && typeof values.stageId === 'string') {
    const deal = await records.get('deals', id);
    // A stage taken back is a step, too.
    const next = { ...deal, ...(values as Patch<Records['deals']>) };
    const { steps } = deal.stageId === next.stageId ? next : withStep(context, next, deal.stageId);
    await records.change('deals', id, { ...values, steps });
    return;
  }
  const derived =
    name === 'contacts' && typeof values.name === 'string' ? { nameKey: nameKey(values.name) } : {};
  await records.change(name, id, { ...values, ...derived } as Patch<Records[CollectionName]>);
}
