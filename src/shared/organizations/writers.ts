import type { UserRole } from '../users/schema';

/** Who may change «Моя организация» where a server is connected: it is printed on everybody's documents. */
export const organizationWriters: readonly UserRole[] = ['head', 'admin'];
