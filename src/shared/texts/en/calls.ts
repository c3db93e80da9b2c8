import type { calls as Russian } from '../ru/calls';

export const calls: typeof Russian = {};
