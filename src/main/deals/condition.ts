import type { DealFilter } from '@shared/deals/contract';
import { rotsBefore } from '@shared/deals/rules';
import { stagesOf } from '@shared/funnels/rules';
import { AppError } from '@shared/lib/result';
import { words } from '@shared/search/fold';
import type { Funnels } from '../funnels/read';
import { type Reader, table } from '../reader/reader';
import { listTableName } from '../store/list-tables';
import { textTableName } from '../store/search-index';
import type { SqlParameter } from '../store/sqlite-storage/adapter';
import { tallyTableName } from '../store/tallies';

/** What a question about deals is asked with besides its filter. */
export interface DealMoment {
  readonly now: string;
  readonly today: string;
}

/** A WHERE over the deals `d` with its parameters. */
export interface DealCondition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** The steps and links of the deals in rows of their own: see `store/list-tables.ts`. */
export const partsTable = listTableName(table('deals'));

/** The instant a deal came into its stage, as SQL; deals of other programs may have no steps. */
export const sinceSql = `coalesce((SELECT max(s.at) FROM ${partsTable} s
  WHERE s.deal = d.id AND s.kind = 'step' AND s.stage = d.c_stageId), d.c_createdAt)`;

/** Whether only deals that have ended are asked for: none of them has a next step, and none grows old. */
export function asksForEnded(filter: DealFilter, { stages }: Funnels): boolean {
  const ended = (id: string) => (stages.get(id)?.stage.kind ?? 'open') !== 'open';
  return (
    filter.status === 'won' ||
    filter.status === 'lost' ||
    (filter.stageIds.length > 0 && filter.stageIds.every(ended))
  );
}

/** Open tasks of a deal. */
const planned = `FROM ${partsTable} l CROSS JOIN ${table('tasks')} t ON t.id = l.record
  WHERE l.deal = d.id AND l.kind = 'tasks' AND t.deleted = 0 AND +t.c_status = 'open'`;

/** The day and the words of a deal's next step, as SQL of a JSON array; NULL where nothing is planned. */
export const nextSql = `(SELECT json_array(t.c_dueDate, json_extract(t.data, '$.title')) ${planned}
  ORDER BY t.c_dueDate, json_extract(t.data, '$.dueAt'), t.id LIMIT 1)`;

/** The day of a deal's next step, as SQL; NULL where nothing is planned. */
export const nextDateSql = `(SELECT min(t.c_dueDate) ${planned})`;

export const withoutNextSql = `NOT EXISTS (SELECT 1 ${planned})`;

/** Whether a deal was to be closed by a day, its parameter. */
export const dueSql = `(d.c_expectedClose > '' AND d.c_expectedClose <= ?)`;

/** Whether a deal has stood in its stage for too long; its parameter is {@link rotCutoffs}. */
export const rottingSql = `(${sinceSql} <= json_extract(?, '$."' || d.c_stageId || '"'))`;

/** For each stage that has a limit, the instant before which whoever came into it rots. */
export function rotCutoffs({ stages }: Funnels, now: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(now) || Number.isNaN(Date.parse(now))) {
    throw new AppError('invalid-input', { field: 'now' });
  }
  const cutoffs = [...stages.values()].flatMap(({ stage }) => {
    const before = rotsBefore(stage, now);
    return before === '' ? [] : [[stage.id, before] as const];
  });
  return JSON.stringify(Object.fromEntries(cutoffs));
}

/** The WHERE of a filter. */
export function dealCondition(filter: DealFilter, funnels: Funnels, moment: DealMoment): DealCondition {
  const parts = ['d.deleted = 0'];
  const parameters: SqlParameter[] = [];
  const add = (sql: string, ...values: SqlParameter[]) => {
    parts.push(sql);
    parameters.push(...values);
  };
  const stageIds = stagesAsked(filter, funnels);
  if (stageIds) add('d.c_stageId IN (SELECT value FROM json_each(?))', JSON.stringify(stageIds));
  if (filter.ownerId !== '') add('d.c_ownerId = ?', filter.ownerId);
  if (filter.clientId !== '') add('d.c_clientId = ?', filter.clientId);
  if (filter.importId !== '') add('d.c_importId = ?', filter.importId);
  if (filter.closeFrom !== '') add('d.c_expectedClose >= ?', filter.closeFrom);
  if (filter.closeTo !== '') add("d.c_expectedClose > '' AND d.c_expectedClose <= ?", filter.closeTo);
  if (filter.nextStep !== '' || filter.rotting) {
    add('d.c_stageId IN (SELECT value FROM json_each(?))', JSON.stringify(openStages(funnels)));
  }
  if (filter.nextStep === 'none') add(withoutNextSql);
  if (filter.nextStep === 'overdue') add(`${nextDateSql} < ?`, moment.today);
  if (filter.rotting) add(rottingSql, rotCutoffs(funnels, moment.now));
  const wanted = words(filter.text);
  if (wanted.length > 0) {
    const match = wanted.map((word) => `"${word.replaceAll('"', '')}"*`).join(' AND ');
    const [deals, clients] = [
      textTableName(table('deals'), 'search'),
      textTableName(table('clients'), 'search'),
    ];
    // The unary plus: what the words find is all that is read.
    parts[0] = '+d.deleted = 0';
    add(
      `d.rid IN (SELECT rowid FROM ${deals} WHERE ${deals} MATCH ? UNION
        SELECT e.rid FROM ${clients} f CROSS JOIN ${table('clients')} c ON c.rid = f.rowid
        CROSS JOIN ${table('deals')} e ON e.deleted = 0 AND e.c_clientId = c.id
        WHERE ${clients} MATCH ? AND +c.deleted = 0)`,
      match,
      `x_name : (${match})`,
    );
  }
  return { sql: parts.join(' AND '), parameters };
}

/**
 * How many deals a filter of stages and a responsible person leaves, by the sums that stand beside them; undefined for
 * one that asks for more.
 */
export function dealTotal(reader: Reader, filter: DealFilter, funnels: Funnels): number | undefined {
  const { funnelId: _funnel, status: _status, stageIds: _stages, ownerId, ...more } = filter;
  if (Object.values(more).some((value) => value !== '' && value !== false)) return undefined;
  const stages = stagesAsked(filter, funnels);
  return reader.number(
    `SELECT sum(n) FROM ${tallyTableName(table('deals'))} WHERE ${
      stages ? 'k0 IN (SELECT value FROM json_each(?1))' : '?1 IS NOT NULL'
    } AND (?2 = '' OR k1 = ?2)`,
    [JSON.stringify(stages ?? []), ownerId],
  );
}

/** Stages in which an open deal stands. */
export const openStages = ({ stages }: Funnels): string[] =>
  [...stages.values()].filter(({ stage }) => stage.kind === 'open').map(({ stage }) => stage.id);

/** The stages that a filter's funnel, status and stages leave; undefined where it asks for none of them. */
function stagesAsked(filter: DealFilter, funnels: Funnels): string[] | undefined {
  const { funnelId, status, stageIds } = filter;
  const isWhole = funnelId === '' || (funnels.all.length === 1 && funnels.all[0]?.id === funnelId);
  // All deals of the only funnel are all deals, those of stages not known here among them.
  if (isWhole && status === '' && stageIds.length === 0) return undefined;
  const among =
    funnelId === ''
      ? [...funnels.stages.values()].map(({ stage }) => stage)
      : funnels.all.filter(({ id }) => id === funnelId).flatMap((funnel) => stagesOf(funnel));
  const known = among
    .filter(
      ({ id, kind }) =>
        (status === '' || kind === status) && (stageIds.length === 0 || stageIds.includes(id)),
    )
    .map(({ id }) => id);
  // A stage that no funnel here has is asked for by its id all the same: its deals are not to be lost sight of.
  return status === '' ? [...known, ...stageIds.filter((id) => !funnels.stages.has(id))] : known;
}
