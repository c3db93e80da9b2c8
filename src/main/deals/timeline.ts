import type { CollectionName } from '@shared/collections';
import type { DealEntry, DealStepRow } from '@shared/deals/contract';
import { type Deal, type DealStep, linkKinds } from '@shared/deals/schema';
import type { Funnels } from '../funnels/read';
import { type Reader, table } from '../reader/reader';
import { entriesAt, happenedSql, plannedPlaces } from '../timeline/queries';
import { sources } from '../timeline/sources';
import { partsTable } from './condition';

/** The stages a deal has passed, the newest first. */
export function dealSteps(reader: Reader, { stages }: Funnels, steps: readonly DealStep[]): DealStepRow[] {
  const name = (id: string) => stages.get(id)?.stage.name ?? '';
  // Of two of one moment the one written later is the newer one.
  return steps
    .toReversed()
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ id, at, by, fromStageId, toStageId }) => ({
      ...{ id, at, toStageId },
      fromName: name(fromStageId),
      toName: name(toStageId),
      first: fromStageId === '',
      byName: reader.userName(by),
    }));
}

/** What belongs to a deal and stands in a timeline. */
const linked = sources.filter(({ kind }) => linkKinds.some((link) => link === kind));

/** What belongs to a deal: open tasks in order of being due, then what happened, the newest first. */
export function dealTimeline(
  reader: Reader,
  funnels: Funnels,
  { id: dealId, steps: passed }: Deal,
  limit: number,
): { total: number; entries: DealEntry[] } {
  const ofDeal = (kind: CollectionName) =>
    // The unary plus leaves the ids as what is looked for: every other index begins with all that is not deleted.
    `${table(kind)} WHERE +deleted = 0 AND id IN (SELECT record FROM ${partsTable} WHERE deal = ?1 AND kind = '${kind}')`;
  const planned = linked.flatMap((source) =>
    plannedPlaces(reader, source, ofDeal(source.kind), [dealId, limit]),
  );
  const happened = linked.map((source) => happenedSql(source, ofDeal(source.kind)));
  const places = reader.rows(`${happened.join(' UNION ALL ')} ORDER BY at DESC LIMIT ?2`, [dealId, limit]);
  const steps = dealSteps(reader, funnels, passed).map(
    (step): DealEntry => ({ kind: 'step', at: step.at, step }),
  );
  const past: DealEntry[] = [...entriesAt(reader, places), ...steps];
  past.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const all: DealEntry[] = [...entriesAt(reader, planned), ...past];
  return { total: all.length, entries: all.slice(0, limit) };
}
