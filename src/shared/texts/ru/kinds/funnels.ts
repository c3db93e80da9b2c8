import type { KindWords } from '../../kinds-words';

export const funnels: KindWords = {
  one: 'Воронка',
  many: 'Воронки',
  fields: {
    name: 'Название',
    stages: 'Этапы',
    lostReasons: 'Причины отказа',
    archivedAt: 'В архиве с',
  },
};
