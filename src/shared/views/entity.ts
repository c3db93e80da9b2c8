import { choice, data, integer, person, text, yesNo } from '../fields/make';
import { noFilter } from '../filters/schema';
import { sharings } from '../lib/access';
import { entity } from '../lib/entity';
import { View, type ViewColumn, type ViewOrder, viewLayouts } from './schema';

export const views = entity(View, {
  one: 'view',
  version: 0,
  indexes: [['kind', 'position'], 'updatedAt'],
  migrations: {},
  replication: 'both',
  access: { owner: 'ownerId', shared: 'shared' },
  edits: { own: ['ownerId'], signs: ['ownerId'] },
  pullPriority: 1,
  fields: {
    name: text({ required: true, maxLength: 120 }),
    kind: text({ internal: true }),
    ownerId: person(),
    shared: choice(sharings),
    filter: data<View['filter']>(noFilter),
    // Their order means something: two sides are not joined element by element.
    columns: data<ViewColumn[]>([]),
    order: data<ViewOrder[]>([]),
    grouping: text({ internal: true }),
    sums: data<string[]>([]),
    layout: choice(viewLayouts, { internal: true }),
    pinned: yesNo(),
    isDefault: yesNo(),
    position: integer({ internal: true }),
  },
  title: ['name'],
});
