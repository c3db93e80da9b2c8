import type { CollectionName } from '@shared/collections';
import { fieldTraits } from '@shared/fields/traits';
import { stampFields } from '@shared/filters/fields';
import { addsUp, groupsBy } from '@shared/filters/group';
import { fieldOf } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import { type ListGroup, type ListSum, type ListTotals, MOST_GROUPS } from '@shared/lists/contract';
import { fieldSql } from '../fields/columns';
import { numberSql } from '../fields/compare';
import { Names } from '../history/names';
import type { Reader } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';
import { asked, fieldAt, type Question, valueAt } from './question';

interface Wanted {
  readonly grouping: string;
  readonly sums: readonly string[];
}

/** Counts and sums of all that a filter lets through, and of its groups. */
export function listTotals(reader: Reader, question: Question, { grouping, sums }: Wanted): ListTotals {
  const { kind } = question;
  const { from, parameters } = asked(reader, question);
  const group = grouping === '' ? undefined : groupSql(kind, grouping);
  const names = new Names(reader.db);
  // Money of several currencies is no one sum.
  const currency = fieldOf(kind, 'currency') ? fieldSql(kind, 'currency', 't.') : "''";
  const isPerCurrency = sums.some((path) => fieldAt(kind, path).field.type === 'money');
  const added = sums.map((path) => {
    const found = fieldAt(kind, path);
    if (!addsUp(found.field)) throw new AppError('filter-wrong', { issue: 'operator', name: path });
    return `sum(${numberSql(found.field, valueAt(found, 't') ?? 'NULL')})`;
  });
  const rows = reader.rows(
    `SELECT ${group ?? "''"} AS value, ${isPerCurrency ? currency : "''"} AS currency, count(*)
       ${added.map((sql) => `, ${sql}`).join('')}
     FROM ${from} GROUP BY 1, 2`,
    parameters,
  );
  const groups = new Map<string, { count: number; sums: ListSum[] }>();
  const all: { count: number; sums: ListSum[] } = { count: 0, sums: [] };
  for (const row of rows) {
    const value = String(row[0] ?? '');
    const one = groups.get(value) ?? { count: 0, sums: [] };
    groups.set(value, one);
    for (const into of [one, all]) add(into, row, sums);
  }
  const largest = [...groups].sort(([, a], [, b]) => b.count - a.count).slice(0, MOST_GROUPS);
  if (group !== undefined) {
    const found = fieldAt(kind, grouping);
    for (const [value] of largest) {
      names.note(found.kind, found.name, value);
      if (found.name in stampFields) names.user(value);
    }
  }
  return {
    ...all,
    groups: group === undefined ? [] : largest.map(([value, one]): ListGroup => ({ value, ...one })),
    names: names.found,
  };
}

function add(into: { count: number; sums: ListSum[] }, row: SqlRow, fields: readonly string[]): void {
  into.count += Number(row[2]);
  for (const [place, field] of fields.entries()) {
    const currency = String(row[1] ?? '');
    const sum = Number(row[3 + place] ?? 0);
    const known = into.sums.findIndex((one) => one.field === field && one.currency === currency);
    const before = into.sums[known]?.sum ?? 0;
    const next = { field, currency, sum: before + sum };
    if (known < 0) into.sums.push(next);
    else into.sums[known] = next;
  }
}

/** What the records of a group have in common: days and instants their month. */
function groupSql(kind: CollectionName, path: string): string {
  const found = fieldAt(kind, path);
  if (!groupsBy(found.field)) throw new AppError('filter-wrong', { issue: 'operator', name: path });
  const sql = valueAt(found, 't') ?? "''";
  const { is } = fieldTraits[found.field.type];
  if (is === 'day' || is === 'instant') return `substr(coalesce(${sql}, ''), 1, 7)`;
  return is === 'yesNo' ? `iif(${sql}, 'true', 'false')` : `coalesce(${sql}, '')`;
}
