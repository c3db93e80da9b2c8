import { defineFeature } from '../services/feature';
import { focusSearch } from './focus-search';

export const search = defineFeature({
  name: 'search',
  actions: { search: { run: focusSearch } },
});
