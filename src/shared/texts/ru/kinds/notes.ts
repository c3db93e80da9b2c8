import type { NewsWords } from '../../kinds-words';

export const notes: NewsWords = {
  one: 'Заметка',
  many: 'Заметки',
  created: 'заметка',
  changed: 'изменена заметка',
  fields: { clientId: 'Клиент', text: 'Текст' },
};
