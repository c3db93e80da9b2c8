import type { FeatureSystems } from '../app/system';
export const importSystems = {} as FeatureSystems<'import'>;
