import type { UserRole } from '../users/schema';

/** Who may change funnels, their stages and the reasons for losing. */
export const funnelWriters: readonly UserRole[] = ['head', 'admin'];
