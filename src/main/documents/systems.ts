import type { FeatureSystems } from '../app/system';
export const documentsSystems = {} as FeatureSystems<'documents'>;
