import type { KindWords } from '../../kinds-words';

export const users: KindWords = {
  one: 'Colleague',
  many: 'Colleagues',
  fields: {},
};
