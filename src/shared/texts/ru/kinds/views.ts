import type { KindWords } from '../../kinds-words';

export const views: KindWords = {
  one: 'Вид списка',
  many: 'Виды списков',
  fields: {
    name: 'Название',
    ownerId: 'Чей',
    shared: 'Кому виден',
    pinned: 'В меню слева',
    isDefault: 'Открывать первым',
  },
};
