import type { FeatureCommands } from '../data/context';
export const contactsCommands = {} as FeatureCommands<'contacts'>;
