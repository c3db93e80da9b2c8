import type { NewsWords } from '../../kinds-words';
import { history } from '../history';
import { tasks as words } from '../tasks';

export const tasks: NewsWords = {
  one: 'Задача',
  many: 'Задачи',
  created: 'новая задача',
  changed: 'изменена задача',
  fields: {
    title: 'Что сделать',
    type: 'Тип',
    status: 'Состояние',
    priority: 'Приоритет',
    dueDate: 'Срок',
    dueAt: 'Время',
    remindAt: 'Напоминание',
    clientId: 'Клиент',
    contactId: 'Контактное лицо',
    assigneeId: 'Исполнитель',
    comment: 'Комментарий',
    result: 'Результат',
  },
  choices: { type: words.types, status: history.taskStatuses, priority: words.priorities },
};
