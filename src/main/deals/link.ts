import type { LinkKind } from '@shared/deals/schema';
import type { DataContext } from '../data/context';
import { readFunnels } from '../funnels/read';
import { table } from '../reader/reader';
import { openStages, partsTable } from './condition';

/** Ids of a client's open deals, the newest first; two are enough to know that there is not just one. */
function openDealsOf({ db }: DataContext, clientId: string): string[] {
  if (clientId === '') return [];
  const stages = JSON.stringify(openStages(readFunnels(db)));
  return db
    .all(
      `SELECT id FROM ${table('deals')} WHERE deleted = 0 AND c_clientId = ?
       AND c_stageId IN (SELECT value FROM json_each(?)) ORDER BY c_createdAt DESC LIMIT 2`,
      [clientId, stages],
    )
    .map(([id]) => String(id));
}

/** The deals a record belongs to: one, unless two devices gave it to two. */
export function dealsOfRecord({ db }: DataContext, recordId: string): string[] {
  return db
    .all(`SELECT deal FROM ${partsTable} WHERE record = ? AND kind <> 'step'`, [recordId])
    .map(([deal]) => String(deal));
}

/**
 * Gives a record to a deal, and takes it from any other; '' takes it from all.
 * @throws AppError `not-found` for a deal that is not there
 */
export async function linkRecord(
  context: DataContext,
  kind: LinkKind,
  recordId: string,
  dealId: string,
): Promise<void> {
  const { records } = context;
  const deal = dealId === '' ? null : await records.get('deals', dealId);
  for (const other of dealsOfRecord(context, recordId).filter((id) => id !== dealId)) {
    const { links } = await records.get('deals', other);
    await records.change('deals', other, { links: links.filter(({ id }) => id !== recordId) });
  }
  if (deal && !deal.links.some(({ id }) => id === recordId)) {
    await records.change('deals', dealId, { links: [...deal.links, { id: recordId, kind }] });
  }
}

/**
 * Gives a new record to the deal a person named, '' for none; where he named none at all, to the only open deal of
 * the client: with one deal in work there is nothing to choose. A named deal that has gone gets nothing.
 */
export async function linkNew(
  context: DataContext,
  kind: LinkKind,
  recordId: string,
  clientId: string,
  dealId: string | undefined,
): Promise<void> {
  if (dealId === '') return;
  if (dealId !== undefined) {
    // The record is written already: a deal that has gone meanwhile must not make that look like a failure.
    const isThere = context.db.get(`SELECT 1 FROM ${table('deals')} WHERE id = ? AND deleted = 0`, [dealId]);
    if (isThere) await linkRecord(context, kind, recordId, dealId);
    return;
  }
  const [only, other] = openDealsOf(context, clientId);
  if (only !== undefined && other === undefined) await linkRecord(context, kind, recordId, only);
}
