import type { FeatureCommands } from '../data/context';
export const tasksCommands = {} as FeatureCommands<'tasks'>;
