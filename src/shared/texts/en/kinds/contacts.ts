import type { NewsWords } from '../../kinds-words';
import { clients } from '../clients';

export const contacts: NewsWords = {
  one: 'Contact',
  many: 'Contacts',
  created: 'new contact',
  changed: 'contact changed',
  fields: {
    clientId: 'Client',
    name: 'Name',
    position: 'Position',
    role: 'Role',
    phones: 'Phones',
    emails: 'Email',
    birthday: 'Birthday',
    comment: 'About the person',
  },
  choices: { role: clients.roles },
};
