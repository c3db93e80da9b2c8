import type { DealBody } from '@shared/deals/rules';
import type { DataContext } from '../data/context';

/** A deal with its coming into its stage written down, in the same record: both are written or neither. */
export function withStep<T extends DealBody>(
  { records, session, now }: Pick<DataContext, 'records' | 'session' | 'now'>,
  deal: T,
  fromStageId: string,
): T {
  const { stageId: toStageId, amount, steps } = deal;
  const step = { id: records.newId(), at: now(), by: session().userId, fromStageId, toStageId, amount };
  return { ...deal, steps: [...steps, step] };
}
