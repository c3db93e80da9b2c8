import type { KindWords } from '../../kinds-words';

export const users: KindWords = {
  one: 'Сотрудник',
  many: 'Сотрудники',
  fields: {},
};
