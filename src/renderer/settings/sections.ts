export const allSections = [
  'general',
  'organization',
  'calls',
  'funnels',
  'documents',
  'sync',
  'staff',
  'devices',
  'data',
  'backups',
  'security',
  'about',
] as const;
export type SectionKey = (typeof allSections)[number];
