import type { KindWords } from '../../kinds-words';

export const views: KindWords = {
  one: 'View',
  many: 'Views',
  fields: {
    name: 'Name',
    ownerId: 'Owner',
    shared: 'Shared with',
    pinned: 'In the navigation',
    isDefault: 'Opens first',
  },
};
