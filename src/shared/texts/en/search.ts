import type { search as Russian } from '../ru/search';

export const search: typeof Russian = {};
