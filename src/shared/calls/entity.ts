import { choice, duration, instant, longText, person, phone, reference } from '../fields/make';
import { entity } from '../lib/entity';
import { Call, callDirections, callResults } from './schema';

export const calls = entity(Call, {
  one: 'call',
  version: 0,
  indexes: [
    'startedAt',
    ['clientId', 'startedAt'],
    ['userId', 'startedAt'],
    ['result', 'startedAt'],
    'updatedAt',
  ],
  migrations: {},
  replication: 'both',
  access: { card: 'clientId', alone: ['userId', 'createdBy'] },
  edits: { own: ['userId', 'createdBy'], signs: ['userId'] },
  pullPriority: 4,
  tallies: { '': [{ dayOf: 'startedAt' }, 'userId', 'result'] },
  fields: {
    clientId: reference('clients'),
    contactId: reference('contacts'),
    userId: person({ group: true }),
    direction: choice(callDirections, { group: true }),
    startedAt: instant(),
    durationSec: duration({ sum: true }),
    number: phone({ search: 'words' }),
    result: choice(callResults, { group: true }),
    comment: longText({ search: 'words', joins: true }),
    nextStep: longText({ search: 'words' }),
    taskId: reference('tasks'),
  },
  title: ['number'],
  gist: 'comment',
  belongsTo: { clients: 'clientId' },
  timeline: {
    at: ['startedAt'],
    line: ['direction', 'result', 'number'],
    texts: ['comment', 'nextStep'],
  },
  history: true,
  restorable: true,
  news: 'gist',
  searchable: 7,
  counted: true,
  exportable: true,
  reported: true,
});
