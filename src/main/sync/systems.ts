import type { FeatureSystems } from '../app/system';
export const syncSystems = {} as FeatureSystems<'sync'>;
