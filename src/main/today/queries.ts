import type { FeatureQueries } from '../reader/reader';
export const todayQueries = {} as FeatureQueries<'today'>;
