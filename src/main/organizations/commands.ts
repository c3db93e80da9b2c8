import type { FeatureCommands } from '../data/context';
export const organizationsCommands = {} as FeatureCommands<'organizations'>;
