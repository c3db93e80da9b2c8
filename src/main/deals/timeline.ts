import type { DealEntry, DealStepRow } from '@shared/deals/contract';
import type { Deal, DealStep } from '@shared/deals/schema';
import type { Funnels } from '../funnels/read';
import { type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';
import { entriesAt, placeSql } from '../timeline/queries';
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

/** What stands in a deal's timeline, by the kind of the client's. */
const linked = { call: 'calls', note: 'notes', task: 'tasks', document: 'documents' } as const;

/** What belongs to a deal: open tasks in order of being due, then what happened, the newest first. */
export function dealTimeline(
  reader: Reader,
  funnels: Funnels,
  { id: dealId, clientId, steps: passed }: Deal,
  limit: number,
): { total: number; entries: DealEntry[] } {
  const ofDeal = (collection: string) =>
    `deleted = 0 AND id IN (SELECT record FROM ${partsTable} WHERE deal = ?1 AND kind = '${collection}')`;
  const kinds = Object.keys(linked) as (keyof typeof linked)[];
  const planned = reader.rows(
    `SELECT 'task', rid, coalesce(nullif(json_extract(data, '$.dueAt'), ''), c_dueDate) AS at
     FROM ${table('tasks')} WHERE ${ofDeal('tasks')} AND +c_status = 'open' ORDER BY c_dueDate, at, id LIMIT ?2`,
    [dealId, limit],
  );
  const happened = kinds.map(
    (kind) =>
      `SELECT '${kind}' AS kind, rid, ${placeSql(kind)} AS at FROM ${table(linked[kind])}
       WHERE ${ofDeal(linked[kind])}${kind === 'task' ? " AND +c_status <> 'open'" : ''}`,
  );
  const places: SqlRow[] = reader.rows(`${happened.join(' UNION ALL ')} ORDER BY at DESC LIMIT ?2`, [
    dealId,
    limit,
  ]);
  const steps = dealSteps(reader, funnels, passed).map(
    (step): DealEntry => ({ kind: 'step', at: step.at, step }),
  );
  const past: DealEntry[] = [...entriesAt(reader, clientId, places), ...steps];
  past.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const all: DealEntry[] = [...entriesAt(reader, clientId, planned), ...past];
  return { total: all.length, entries: all.slice(0, limit) };
}
