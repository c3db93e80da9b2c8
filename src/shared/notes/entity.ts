import { choice, longText, reference } from '../fields/make';
import { entity } from '../lib/entity';
import { Note, noteKinds } from './schema';

export const notes = entity(Note, {
  one: 'note',
  version: 0,
  indexes: [['clientId', 'createdAt'], 'updatedAt'],
  migrations: {},
  replication: 'both',
  access: { card: 'clientId', alone: ['createdBy'] },
  edits: { own: ['createdBy'] },
  pullPriority: 3,
  tallies: { '': [] },
  fields: {
    clientId: reference('clients', { required: true }),
    kind: choice(noteKinds, { internal: true }),
    text: longText({ search: 'words', joins: true, required: true }),
  },
  title: ['text'],
  belongsTo: { clients: 'clientId' },
  // What the sync could not join was once kept in notes of their own kind.
  personal: ['kind', 'note'],
  timeline: { at: ['createdAt'], texts: ['text'] },
  history: true,
  restorable: true,
  news: 'title',
  searchable: 6,
  counted: true,
  plain: true,
  exportable: true,
  reported: true,
});
