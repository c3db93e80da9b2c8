import type { DealBoard, DealColumn, DealFilter, DealSum, ForecastMonth } from '@shared/deals/contract';
import type { Currency } from '@shared/deals/schema';
import { MAX_KOPECKS } from '@shared/lib/money';
import type { Funnels } from '../funnels/read';
import { type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';
import {
  type DealMoment,
  dealCondition,
  partsTable,
  rotCutoffs,
  rottingSql,
  withoutNextSql,
} from './condition';

/**
 * Sums over a filter: `byHand` is already weighted, in hundredths of a per cent's share; `ofStage` is still to be.
 * `total` counts in a number that does not overflow: beyond what is exact it is cut, not refused.
 */
const sums = `count(*), total(d.c_amount),
  total(iif(d.c_probability >= 0, d.c_amount * (d.c_probability / 100.0), 0)),
  total(iif(d.c_probability < 0, d.c_amount, 0))`;

/** Whole hundredths within what can be counted exactly. */
const exact = (sum: number): number => Math.max(-MAX_KOPECKS, Math.min(MAX_KOPECKS, Math.round(sum)));

interface StageSum extends DealSum {
  readonly stageId: string;
}

/** Sums of a filter by stage and currency. */
function stageSums(reader: Reader, funnels: Funnels, filter: DealFilter, moment: DealMoment): StageSum[] {
  const { sql, parameters } = dealCondition(filter, funnels, moment);
  return reader
    .rows(
      `SELECT d.c_stageId, d.c_currency, ${sums} FROM ${table('deals')} d WHERE ${sql}
       GROUP BY d.c_stageId, d.c_currency ORDER BY 1, 2`,
      parameters,
    )
    .map(([stageId, currency, ...row]) => ({
      stageId: String(stageId),
      currency: String(currency) as Currency,
      ...weigh(funnels, String(stageId), row),
    }));
}

function weigh(
  { stages }: Funnels,
  stageId: string,
  [count, amount, byHand, ofStage]: SqlRow,
): Pick<DealSum, 'count' | 'amount' | 'weighted'> {
  const stage = stages.get(stageId)?.stage;
  const ended = stage && stage.kind !== 'open';
  const weighted = ended
    ? (Number(amount) * stage.probability) / 100
    : Number(byHand) + (Number(ofStage) * (stage?.probability ?? 0)) / 100;
  return { count: Number(count), amount: exact(Number(amount)), weighted: exact(weighted) };
}

const add = (one: DealSum | undefined, { currency, count, amount, weighted }: DealSum): DealSum => ({
  currency,
  count: (one?.count ?? 0) + count,
  amount: exact((one?.amount ?? 0) + amount),
  weighted: exact((one?.weighted ?? 0) + weighted),
});

/** What the deals of a filter come to by currency. */
export function dealSums(
  reader: Reader,
  funnels: Funnels,
  filter: DealFilter,
  moment: DealMoment,
): DealSum[] {
  const found = new Map<Currency, DealSum>();
  for (const sum of stageSums(reader, funnels, filter, moment)) {
    found.set(sum.currency, add(found.get(sum.currency), sum));
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** What stands in each stage of a board; deals of stages not known here stand in a column of their own. */
export function dealBoard(
  reader: Reader,
  funnels: Funnels,
  filter: DealFilter,
  moment: DealMoment,
): DealBoard {
  // One look at all of them tells both: what stands in the funnel, and what stands in stages not known here.
  const all = stageSums(reader, funnels, { ...filter, funnelId: '' }, moment);
  const columns = new Map<string, DealColumn>();
  const put = (stageId: string, { stageId: _, ...sum }: StageSum) => {
    const column = columns.get(stageId) ?? { stageId, count: 0, sums: [] };
    const others = column.sums.filter(({ currency }) => currency !== sum.currency);
    const same = column.sums.find(({ currency }) => currency === sum.currency);
    columns.set(stageId, {
      stageId,
      count: column.count + sum.count,
      sums: [...others, add(same, sum)].sort((a, b) => b.count - a.count),
    });
  };
  for (const sum of all) {
    const placed = funnels.stages.get(sum.stageId);
    if (!placed) put('', sum);
    else if (filter.funnelId === '' || placed.funnel.id === filter.funnelId) put(sum.stageId, sum);
  }
  const { sql, parameters } = dealCondition({ ...filter, status: 'open' }, funnels, moment);
  const [row] = reader.rows(
    `SELECT total(${withoutNextSql}), total(${rottingSql}) FROM ${table('deals')} d WHERE ${sql}`,
    [rotCutoffs(funnels, moment.now), ...parameters],
  );
  return {
    columns: [...columns.values()],
    withoutNext: Number(row?.[0] ?? 0),
    rotting: Number(row?.[1] ?? 0),
  };
}

/** Sums by the month of the expected close, what is late and what has no date by themselves; and what was won in each. */
export function dealForecast(
  reader: Reader,
  funnels: Funnels,
  filter: DealFilter,
  moment: DealMoment,
): ForecastMonth[] {
  const months = new Map<string, ForecastMonth>();
  const put = (month: string, currency: string, sum: Partial<ForecastMonth>) => {
    const key = `${month} ${currency}`;
    const one = months.get(key);
    months.set(key, {
      month,
      currency: currency as Currency,
      count: (one?.count ?? 0) + (sum.count ?? 0),
      amount: exact((one?.amount ?? 0) + (sum.amount ?? 0)),
      weighted: exact((one?.weighted ?? 0) + (sum.weighted ?? 0)),
      won: exact((one?.won ?? 0) + (sum.won ?? 0)),
      wonCount: (one?.wonCount ?? 0) + (sum.wonCount ?? 0),
    });
  };
  const open = dealCondition({ ...filter, status: 'open' }, funnels, moment);
  const expected = reader.rows(
    `SELECT iif(d.c_expectedClose = '', '', iif(d.c_expectedClose < ?, 'late', substr(d.c_expectedClose, 1, 7))) AS month,
       d.c_currency, d.c_stageId, ${sums}
     FROM ${table('deals')} d WHERE ${open.sql} GROUP BY month, d.c_currency, d.c_stageId`,
    [moment.today, ...open.parameters],
  );
  for (const [month, currency, stageId, ...row] of expected) {
    put(String(month), String(currency), weigh(funnels, String(stageId), row));
  }
  const won = dealCondition({ ...filter, status: 'won', closeFrom: '', closeTo: '' }, funnels, moment);
  const earned = reader.rows(
    `SELECT substr(s.at, 1, 7), currency, count(*), total(amount) FROM (
       SELECT d.c_currency AS currency, d.c_amount AS amount,
         (SELECT max(t.at) FROM ${partsTable} t WHERE t.deal = d.id AND t.kind = 'step') AS at
       FROM ${table('deals')} d WHERE ${won.sql}) AS s
     WHERE s.at IS NOT NULL GROUP BY 1, 2`,
    won.parameters,
  );
  for (const [month, currency, count, amount] of earned) {
    put(String(month), String(currency), { wonCount: Number(count), won: exact(Number(amount)) });
  }
  const { closeFrom, closeTo } = filter;
  return [...months.values()]
    .filter(
      ({ month }) =>
        month === '' ||
        month === 'late' ||
        ((closeFrom === '' || month >= closeFrom.slice(0, 7)) &&
          (closeTo === '' || month <= closeTo.slice(0, 7))),
    )
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
}
