import type { FeatureQueries } from '../reader/reader';
export const tasksQueries = {} as FeatureQueries<'tasks'>;
