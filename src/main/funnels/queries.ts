import { type FeatureQueries, table } from '../reader/reader';
import { readFunnels } from './read';

export const funnelsQueries: FeatureQueries<'funnels'> = {
  'funnels.list': ({ db }) => readFunnels(db).all,
  'funnels.dealCounts': (reader) =>
    Object.fromEntries(
      reader
        .rows(`SELECT c_stageId, count(*) FROM ${table('deals')} WHERE deleted = 0 GROUP BY c_stageId`)
        .map(([id, count]) => [String(id), Number(count)]),
    ),
};
