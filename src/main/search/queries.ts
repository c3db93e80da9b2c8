import type { FeatureQueries } from '../reader/reader';
import { clientsById, find } from './find';

export const searchQueries: FeatureQueries<'search'> = {
  'search.find': (reader, input) => find(reader, input),
  'search.clients': (reader, { ids }) => ({ hits: clientsById(reader, ids) }),
};
