import type { CollectionName } from '@shared/collections';
import { pointsAt } from '@shared/filters/fields';
import { titleSql } from '../fields/columns';
import { readFunnels } from '../funnels/read';
import { type FeatureQueries, type Reader, table } from '../reader/reader';
import { fieldAt } from './question';
import { listTotals } from './totals';
import { listWindow } from './window';

const MOST_OPTIONS = 500;

export const listsQueries: FeatureQueries<'lists'> = {
  'lists.window': (reader, { columns, order, offset, limit, ...question }) =>
    listWindow(reader, question, { columns, order, offset, limit }),
  'lists.totals': (reader, { grouping, sums, ...question }) =>
    listTotals(reader, question, { grouping, sums }),
  'lists.options': (reader, { kind, field }) => options(reader, kind, field),
};

function options(reader: Reader, kind: CollectionName, path: string): { id: string; name: string }[] {
  const { field } = fieldAt(kind, path);
  // The funnel that is there from the start may be no record yet.
  if (field.of === 'funnels') {
    const { all } = readFunnels(reader.db);
    if (field.list === undefined) return all.map(({ id, name }) => ({ id, name }));
    return all.flatMap((funnel) =>
      (field.list === 'lostReasons' ? funnel.lostReasons : funnel.stages).map(({ id, name }) => ({
        id,
        name,
      })),
    );
  }
  const target = field.type === 'people' ? 'users' : pointsAt(field);
  if (target === undefined) return [];
  return reader
    .rows(
      `SELECT id, ${titleSql(target)} AS name FROM ${table(target)} WHERE deleted = 0 ORDER BY name LIMIT ${MOST_OPTIONS}`,
    )
    .map(([id, name]) => ({ id: String(id), name: String(name) }));
}
