import type { NewsWords } from '../../kinds-words';
import { calls as words } from '../calls';

export const calls: NewsWords = {
  one: 'Звонок',
  many: 'Звонки',
  created: 'звонок',
  changed: 'изменён звонок',
  fields: {
    clientId: 'Клиент',
    contactId: 'Контактное лицо',
    userId: 'Кто звонил',
    direction: 'Направление',
    startedAt: 'Начало',
    durationSec: 'Длительность',
    number: 'Номер',
    result: 'Результат',
    comment: 'Комментарий',
    nextStep: 'Следующий шаг',
    taskId: 'Задача',
  },
  choices: { direction: words.directions, result: words.results },
};
