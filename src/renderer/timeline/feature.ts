import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const CreatedEntry = lazyWithPrefetch(() => import('./CreatedEntry').then((m) => m.CreatedEntry));
const RecordEntry = lazyWithPrefetch(() => import('./RecordEntry').then((m) => m.RecordEntry));

export const timeline = defineFeature({
  name: 'timeline',
  timeline: { created: CreatedEntry, record: RecordEntry },
});
