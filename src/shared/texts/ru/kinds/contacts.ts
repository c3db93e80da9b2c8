import type { NewsWords } from '../../kinds-words';
import { clients } from '../clients';

export const contacts: NewsWords = {
  one: 'Контактное лицо',
  many: 'Контактные лица',
  created: 'новый контакт',
  changed: 'изменён контакт',
  fields: {
    clientId: 'Клиент',
    name: 'Имя',
    position: 'Должность',
    role: 'Роль',
    phones: 'Телефоны',
    emails: 'Эл. почта',
    birthday: 'День рождения',
    comment: 'О человеке',
  },
  choices: { role: clients.roles },
};
