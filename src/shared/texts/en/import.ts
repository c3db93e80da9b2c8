import type { imports as Russian } from '../ru/import';

export const imports: typeof Russian = {};
