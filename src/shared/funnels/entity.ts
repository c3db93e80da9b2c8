import { elements, instant, integer, text } from '../fields/make';
import { entity } from '../lib/entity';
import { Funnel, type LostReason, type Stage } from './schema';
import { funnelWriters } from './writers';

export const funnels = entity(Funnel, {
  one: 'funnel',
  version: 0,
  indexes: ['updatedAt'],
  migrations: {},
  replication: 'both',
  access: 'everyone',
  writers: funnelWriters,
  pullPriority: 0,
  fields: {
    name: text({ required: true, maxLength: 120 }),
    position: integer({ internal: true }),
    stages: elements<Stage>('name'),
    lostReasons: elements<LostReason>('name'),
    archivedAt: instant(),
  },
  title: ['name'],
  history: true,
});
