import type { FeatureQueries } from '../reader/reader';
export const organizationsQueries = {} as FeatureQueries<'organizations'>;
