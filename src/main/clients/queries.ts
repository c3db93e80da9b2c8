import type { FeatureQueries } from '../reader/reader';
export const clientsQueries = {} as FeatureQueries<'clients'>;
