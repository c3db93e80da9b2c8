import { person, reference } from '../fields/make';
import { entity } from '../lib/entity';
import { Participant } from './schema';

export const participants = entity(Participant, {
  one: 'participant',
  version: 0,
  indexes: [['clientId', 'userId'], 'userId'],
  migrations: {},
  replication: 'both',
  access: { card: 'clientId', alone: ['createdBy'], admits: 'userId' },
  edits: { own: ['userId', 'createdBy'], responsibleToo: true },
  pullPriority: 2,
  tallies: { '': [] },
  fields: { clientId: reference('clients'), userId: person() },
  title: ['userId'],
  oncePerClient: 'userId',
  belongsTo: { clients: 'clientId' },
});
