import { kindsWith } from '@shared/kinds';
import type { FeatureQueries } from '../reader/reader';
import { clientsById, find } from './find';

export const searchQueries: FeatureQueries<'search'> = {
  'search.find': {
    dependsOn: kindsWith('searchable'),
    run: (reader, input) => find(reader, input),
  },
  'search.clients': {
    dependsOn: ['clients'],
    run: (reader, { ids }) => ({ hits: clientsById(reader, ids) }),
  },
};
