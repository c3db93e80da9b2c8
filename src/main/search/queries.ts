import type { FeatureQueries } from '../reader/reader';
export const searchQueries = {} as FeatureQueries<'search'>;
