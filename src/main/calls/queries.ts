import type { FeatureQueries } from '../reader/reader';
export const callsQueries = {} as FeatureQueries<'calls'>;
