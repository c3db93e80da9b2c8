import { type FeatureQueries, table } from '../reader/reader';
import { tallyTableName } from '../store/tallies';
import { readFunnels } from './read';

export const funnelsQueries: FeatureQueries<'funnels'> = {
  'funnels.list': ({ db }) => readFunnels(db).all,
  'funnels.dealCounts': (reader) =>
    Object.fromEntries(
      reader
        .rows(`SELECT k0, sum(n) FROM ${tallyTableName(table('deals'))} GROUP BY k0 HAVING sum(n) > 0`)
        .map(([id, count]) => [String(id), Number(count)]),
    ),
};
