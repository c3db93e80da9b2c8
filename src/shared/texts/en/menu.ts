import type { menu as Russian } from '../ru/menu';

export const menu: typeof Russian = {
  spelling: 'Add to dictionary',
};
