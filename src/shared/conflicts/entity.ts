import { choice, data, instant, person, reference, text } from '../fields/make';
import { entity } from '../lib/entity';
import { Conflict, type ConflictField, conflictKinds, conflictStates } from './schema';

export const conflicts = entity(Conflict, {
  one: 'conflict',
  version: 0,
  indexes: [['state', 'createdAt'], ['clientId', 'createdAt'], 'recordId'],
  migrations: {},
  // Whoever decided first has decided.
  serverStays: () => true,
  replication: 'both',
  access: { card: 'clientId', alone: ['mineBy', 'theirsBy', 'createdBy'] },
  pullPriority: 3,
  fields: {
    kind: choice(conflictKinds),
    state: choice(conflictStates),
    clientId: reference('clients'),
    recordKind: text({ internal: true }),
    recordId: text({ internal: true }),
    otherId: reference('clients'),
    mineBy: person(),
    mineAt: instant(),
    theirsBy: person(),
    theirsAt: instant(),
    fields: data<ConflictField[]>([]),
    decidedAt: instant(),
    decidedBy: person(),
  },
  title: [],
  belongsTo: { clients: 'clientId' },
  counted: true,
});
