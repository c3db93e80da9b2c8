import { integer, reference, text } from '../../fields/make';
import { entity } from '../../lib/entity';
import { Counter } from './schema';

export const counters = entity(Counter, {
  one: 'counter',
  version: 0,
  indexes: [],
  migrations: {},
  replication: 'no',
  access: 'device',
  pullPriority: 5,
  fields: { series: text(), last: integer(), takenBy: reference('documents') },
  title: ['series'],
});
