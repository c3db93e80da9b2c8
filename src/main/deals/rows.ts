import type { DealFilter, DealRow, DealSort, DealWindow } from '@shared/deals/contract';
import { isRotting, probabilityOf, statusOf } from '@shared/deals/rules';
import type { Deal } from '@shared/deals/schema';
import type { SyncMark } from '@shared/sync/contract';
import type { Funnels } from '../funnels/read';
import { parseRecord, type Reader, table } from '../reader/reader';
import type { SqlParameter, SqlRow } from '../store/sqlite-storage/adapter';
import {
  asksForEnded,
  type DealMoment,
  dealCondition,
  dealTotal,
  nextDateSql,
  nextSql,
  openStages,
  sinceSql,
} from './condition';

/** Columns of {@link dealRow} over the deals `d`. */
const dealColumns = `d.data, d.mark, ${nextSql}, ${sinceSql},
  (SELECT substr(json_extract(c.data, '$.name'), 1, 200) FROM ${table('clients')} c
   WHERE c.id = d.c_clientId AND c.deleted = 0)`;

/** A deal as lists show it, from a row of {@link dealColumns}. */
function dealRow(
  reader: Reader,
  funnels: Funnels,
  { now }: DealMoment,
  [data, mark, next, since, clientName]: SqlRow,
): DealRow {
  const deal = parseRecord<Deal>(data);
  const placed = funnels.stages.get(deal.stageId);
  const [nextDate, nextTitle] =
    next === null || next === undefined ? ['', ''] : (JSON.parse(String(next)) as [string, string]);
  return {
    id: deal.id,
    title: deal.title,
    clientId: deal.clientId,
    clientName: String(clientName ?? ''),
    amount: deal.amount,
    currency: deal.currency,
    probability: probabilityOf(deal, placed?.stage),
    funnelId: placed?.funnel.id ?? deal.funnelId,
    funnelName: placed?.funnel.name ?? '',
    stageId: deal.stageId,
    stageName: placed?.stage.name ?? '',
    status: statusOf(deal, funnels.stages),
    stageArchived: placed?.stage.archived === true,
    expectedClose: deal.expectedClose,
    ownerId: deal.ownerId,
    ownerName: reader.userName(deal.ownerId),
    tags: deal.tags,
    lostReasonId: deal.lostReasonId,
    nextDate,
    nextTitle,
    since: String(since ?? ''),
    rotting: isRotting(placed?.stage, String(since ?? ''), now),
    createdAt: deal.createdAt,
    updatedAt: deal.updatedAt,
    mark: Number(mark) as SyncMark,
  };
}

/** Deals by a condition over `d` and whatever follows it. */
export function dealRows(
  reader: Reader,
  funnels: Funnels,
  moment: DealMoment,
  rest: string,
  parameters: readonly SqlParameter[],
): DealRow[] {
  return reader
    .rows(`SELECT ${dealColumns} FROM ${table('deals')} d WHERE ${rest}`, parameters)
    .map((row) => dealRow(reader, funnels, moment, row));
}

/** Deals without a day or a step stand last in both directions. */
const orders: Readonly<Record<DealSort, (direction: string, next: string) => string>> = {
  createdAt: (direction) => `d.c_createdAt ${direction}, d.id ${direction}`,
  updatedAt: (direction) => `d.c_updatedAt ${direction}, d.id ${direction}`,
  title: (direction) => `d.c_title ${direction}, d.id ${direction}`,
  amount: (direction) => `d.c_amount ${direction}, d.id ${direction}`,
  // Going down, those without a day stand last by themselves, and the index gives the order.
  expectedClose: (direction) =>
    `${direction === 'DESC' ? '' : "d.c_expectedClose = '', "}d.c_expectedClose ${direction}, d.id ${direction}`,
  next: (direction, next) => `${next} IS NULL, ${next} ${direction}, d.c_createdAt, d.id`,
  since: (direction) => `${sinceSql} ${direction}, d.id ${direction}`,
};

/** Orders that, turned round, are the very same from the end. */
const bothWays: { readonly [S in DealSort]?: true } = {
  createdAt: true,
  updatedAt: true,
  title: true,
  amount: true,
};

/** The day of the next step, asked for of open deals alone: of all the deals there are they are the few. */
function nextOf(funnels: Funnels): string {
  const stages = openStages(funnels).map((id) => `'${id}'`);
  return `iif(d.c_stageId IN (${stages.join(', ')}), ${nextDateSql}, NULL)`;
}

/** A page of the deals of a filter. */
export function dealWindow(
  reader: Reader,
  funnels: Funnels,
  filter: DealFilter,
  {
    sort,
    descending,
    offset,
    limit,
    ...moment
  }: DealMoment & {
    readonly sort: DealSort;
    readonly descending: boolean;
    readonly offset: number;
    readonly limit: number;
  },
): DealWindow {
  const { sql, parameters } = dealCondition(filter, funnels, moment);
  // Deals that have ended stand with the newest first, whatever open ones are put in order by.
  const isEnded = (sort === 'next' || sort === 'since') && asksForEnded(filter, funnels);
  const from = `FROM ${table('deals')} d WHERE ${sql}`;
  const total = dealTotal(reader, filter, funnels) ?? reader.number(`SELECT count(*) ${from}`, parameters);
  // The rows of a page are read by themselves: what stands before it is skipped in an index, not in the records. Behind
  // the middle they are counted from the end.
  const fromEnd = bothWays[sort] === true && offset > total / 2;
  const wanted = fromEnd ? Math.max(0, Math.min(limit, total - offset)) : limit;
  const order = fromEnd
    ? orders[sort](descending ? 'ASC' : 'DESC', '')
    : isEnded
      ? orders.createdAt('DESC', '')
      : orders[sort](descending ? 'DESC' : 'ASC', nextOf(funnels));
  const rids = reader
    .rows(`SELECT d.rid ${from} ORDER BY ${order} LIMIT ? OFFSET ?`, [
      ...parameters,
      wanted,
      fromEnd ? Math.max(0, total - offset - wanted) : offset,
    ])
    .map(([rid]) => Number(rid));
  if (fromEnd) rids.reverse();
  const found = new Map(
    reader
      .rows(
        `SELECT d.rid, ${dealColumns} FROM json_each(?) AS j CROSS JOIN ${table('deals')} AS d ON d.rid = j.value`,
        [JSON.stringify(rids)],
      )
      .map(([rid, ...row]) => [Number(rid), dealRow(reader, funnels, moment, row)]),
  );
  return {
    total,
    offset,
    rows: rids.flatMap((rid) => found.get(rid) ?? []),
  };
}
