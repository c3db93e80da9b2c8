import type { FeatureQueries } from '../reader/reader';
export const timelineQueries = {} as FeatureQueries<'timeline'>;
