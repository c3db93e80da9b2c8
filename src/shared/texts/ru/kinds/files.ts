import type { KindWords } from '../../kinds-words';

export const files: KindWords = {
  one: 'Файл',
  many: 'Файлы',
  fields: { clientId: 'Клиент', name: 'Название' },
};
