import { anyReference, choice, instant, integer, reference, text } from '../fields/make';
import { entity } from '../lib/entity';
import { AttachedFile, fileParents } from './schema';

export const files = entity(AttachedFile, {
  one: 'file',
  version: 0,
  indexes: [['clientId', 'createdAt'], 'hash'],
  migrations: {},
  replication: 'both',
  access: { card: 'clientId', alone: ['createdBy'] },
  edits: {
    own: ['createdBy'],
    responsibleToo: true,
    open: ['uploadedAt'],
    // Another content is another file.
    settled: (_before, _after, changed) => changed.has('hash') || changed.has('size'),
  },
  pullPriority: 3,
  tallies: { '': [] },
  fields: {
    clientId: reference('clients'),
    parentKind: choice(fileParents, { internal: true }),
    parentId: anyReference('parentKind', { internal: true }),
    name: text({ required: true }),
    size: integer({ internal: true }),
    hash: text({ internal: true }),
    uploadedAt: instant({ internal: true }),
  },
  title: ['name'],
  belongsTo: { clients: 'clientId' },
  timeline: { at: ['createdAt'], texts: ['name'] },
  aside: true,
  history: true,
  restorable: true,
  counted: true,
});
