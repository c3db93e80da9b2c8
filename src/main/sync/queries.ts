import { type FeatureQueries, table } from '../reader/reader';
import { tallied } from '../store/tallies';
import { pushed } from './sync-states';

export const syncQueries: FeatureQueries<'sync'> = {
  'sync.counts': (reader) =>
    pushed.map((name) => ({
      name,
      here:
        tallied(reader.db, name, table(name)) ??
        reader.number(`SELECT count(*) FROM ${table(name)} WHERE deleted = 0`),
      unsent: reader.number(`SELECT count(*) FROM ${table(name)} WHERE mark < 2 AND mark = 0`),
    })),
};
