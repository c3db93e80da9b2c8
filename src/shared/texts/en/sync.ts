import type { sync as Russian } from '../ru/sync';

export const sync: typeof Russian = {};
