import type { FeatureQueries } from '../reader/reader';
export const importQueries = {} as FeatureQueries<'import'>;
