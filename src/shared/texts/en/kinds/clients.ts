import type { NewsWords } from '../../kinds-words';
import { clients as words } from '../clients';
import { documents } from '../documents';
import { requisites } from './requisites';

export const clients: NewsWords = {
  one: 'Client',
  many: 'Clients',
  created: 'new client',
  changed: 'client changed',
  fields: {
    ...requisites,
    status: 'Status',
    ownerId: 'Owner',
    tags: 'Tags',
    source: 'Source',
    city: 'City',
    timeZone: 'Time zone',
    doNotCall: 'Do not call',
    about: 'About the client',
    birthday: 'Birthday',
    archivedAt: 'Archived since',
  },
  choices: {
    kind: words.kinds,
    status: words.statuses,
    'signatory.gender': documents.contract.genders,
  },
};
