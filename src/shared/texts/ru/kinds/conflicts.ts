import type { KindWords } from '../../kinds-words';

export const conflicts: KindWords = {
  one: 'Конфликт',
  many: 'Конфликты',
  fields: {},
};
