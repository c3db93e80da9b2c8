import type { KindWords } from '../../kinds-words';

export const views: KindWords = {
  one: 'Представление',
  many: 'Представления',
  fields: {
    name: 'Название',
    ownerId: 'Чей',
    shared: 'Кому виден',
    pinned: 'В меню слева',
    isDefault: 'Открывать первым',
  },
};
