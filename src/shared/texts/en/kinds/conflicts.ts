import type { KindWords } from '../../kinds-words';

export const conflicts: KindWords = {
  one: 'Conflict',
  many: 'Conflicts',
  fields: {},
};
