import { useHashLocation } from 'wouter/use-hash-location';

/** Addresses of the screens. */
export const paths = {
  today: '/',
  clients: '/clients',
  client: (id: string) => `/clients/${id}`,
  deals: '/deals',
  deal: (id: string) => `/deals/${id}`,
  calls: '/calls',
  tasks: '/tasks',
  documents: '/documents',
  import: '/import',
  bin: '/bin',
  settings: '/settings',
  audit: '/settings/audit',
  conflicts: '/conflicts',
} as const;

/** Goes to a screen from anywhere. */
export function goTo(path: string): void {
  window.location.hash = path;
}

export const usePath = (): string => useHashLocation()[0];
