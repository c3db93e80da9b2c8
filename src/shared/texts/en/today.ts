import type { today as Russian } from '../ru/today';

export const today: typeof Russian = {};
