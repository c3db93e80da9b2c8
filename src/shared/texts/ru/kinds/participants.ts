import type { KindWords } from '../../kinds-words';

export const participants: KindWords = {
  one: 'Участник',
  many: 'Участники',
  fields: {
    clientId: 'Клиент',
    userId: 'Сотрудник',
  },
};
