import type { CollectionName } from '@shared/collections';
import { operators } from '@shared/fields/traits';
import { entityOf, titleOf } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import type { FieldCondition, RecordRow } from '@shared/records/contract';
import type { SyncMark } from '@shared/sync/contract';
import { fieldSql } from '../fields/columns';
import type { Condition } from '../fields/compare';
import { fieldCondition, orderSql } from '../fields/order';
import { Names } from '../history/names';
import { type FeatureQueries, parseRecord, table } from '../reader/reader';
import { plain } from './commands';

export const recordsQueries: FeatureQueries<'records'> = {
  'records.window'(reader, { kind: asked, conditions, sort, direction, offset, limit }) {
    const kind = plain(asked);
    const { sql, parameters } = all(conditions.map((condition) => conditionOf(kind, condition)));
    const from = `${table(kind)} WHERE deleted = 0${sql}`;
    const order = sort === '' ? fieldSql(kind, 'createdAt') : orderSql(kind, sort);
    if (order === undefined) throw new AppError('invalid-input', { field: 'sort' });
    const way = direction === 'desc' ? 'DESC' : 'ASC';
    const found = reader.rows(
      `SELECT data, mark FROM ${from} ORDER BY ${order} ${way}, id ${way} LIMIT ? OFFSET ?`,
      [...parameters, limit, offset],
    );
    const names = new Names(reader.db);
    const rows = found.map(([data, mark]): RecordRow => {
      const record = parseRecord<Record<string, unknown>>(data);
      const values = Object.keys(entityOf(kind).fields).map((name) => [name, record[name]] as const);
      for (const [name, value] of values) names.note(kind, name, value);
      return {
        id: String(record.id),
        title: titleOf(kind, record),
        mark: Number(mark) as SyncMark,
        values: Object.fromEntries(values),
      };
    });
    return { total: reader.number(`SELECT count(*) FROM ${from}`, parameters), rows, names: names.found };
  },
};

function conditionOf(kind: CollectionName, { field, operator, value }: FieldCondition): Condition {
  const known = operators.find((one) => one === operator);
  const condition = known && fieldCondition(kind, field, known, value);
  if (!condition) throw new AppError('invalid-input', { field });
  return condition;
}

const all = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => ` AND (${sql})`).join(''),
  parameters: conditions.flatMap(({ parameters }) => parameters),
});
