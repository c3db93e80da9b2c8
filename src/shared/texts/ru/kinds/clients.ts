import type { NewsWords } from '../../kinds-words';
import { clients as words } from '../clients';
import { documents } from '../documents';
import { requisites } from './requisites';

export const clients: NewsWords = {
  one: 'Клиент',
  many: 'Клиенты',
  created: 'новый клиент',
  changed: 'изменён клиент',
  fields: {
    ...requisites,
    status: 'Статус',
    ownerId: 'Ответственный',
    tags: 'Метки',
    source: 'Откуда узнали',
    city: 'Город',
    timeZone: 'Часовой пояс',
    doNotCall: 'Не звонить',
    about: 'О клиенте',
    birthday: 'День рождения',
    archivedAt: 'В архиве с',
  },
  choices: {
    kind: words.kinds,
    status: words.statuses,
    'signatory.gender': documents.contract.genders,
  },
};
