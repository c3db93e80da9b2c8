import type { FeatureQueries } from '../reader/reader';
export const documentsQueries = {} as FeatureQueries<'documents'>;
