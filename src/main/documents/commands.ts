import type { FeatureCommands } from '../data/context';
export const documentsCommands = {} as FeatureCommands<'documents'>;
