import type { clients as Russian } from '../ru/clients';

export const clients: typeof Russian = {};
