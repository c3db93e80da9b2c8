import type { KindWords } from '../../kinds-words';

export const funnels: KindWords = {
  one: 'Funnel',
  many: 'Funnels',
  fields: { name: 'Name', stages: 'Stages', lostReasons: 'Lost reasons', archivedAt: 'Archived since' },
};
