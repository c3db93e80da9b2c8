import type { FeatureCommands } from '../data/context';
export const demoCommands = {} as FeatureCommands<'app'>;
