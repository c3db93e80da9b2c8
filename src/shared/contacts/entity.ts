import { choice, date, emails, longText, phones, reference, text } from '../fields/make';
import { entity } from '../lib/entity';
import { Contact, contactRoles } from './schema';

export const contacts = entity(Contact, {
  one: 'contact',
  version: 0,
  indexes: ['clientId', 'nameKey', 'importId', 'updatedAt'],
  migrations: {},
  replication: 'both',
  access: { card: 'clientId', alone: ['createdBy'] },
  pullPriority: 3,
  tallies: { '': [] },
  fields: {
    clientId: reference('clients'),
    name: text({ search: 'name', required: true }),
    nameKey: text({ internal: true }),
    position: text({ search: 'words' }),
    role: choice(contactRoles, { group: true }),
    phones: phones({ search: 'words', digits: true }),
    emails: emails({ search: 'words' }),
    birthday: date(),
    comment: longText({ search: 'words' }),
  },
  title: ['name'],
  belongsTo: { clients: 'clientId' },
  history: true,
  restorable: true,
  news: 'title',
  searchable: 2,
  counted: true,
  importable: true,
  exportable: true,
  reported: true,
});
