import type { FeatureCommands } from '../data/context';
export const callsCommands = {} as FeatureCommands<'calls'>;
