import type { FeatureCommands } from '../data/context';
export const clientsCommands = {} as FeatureCommands<'clients'>;
