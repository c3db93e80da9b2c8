import type { FeatureCommands } from '../data/context';
export const importCommands = {} as FeatureCommands<'import'>;
