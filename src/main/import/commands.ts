import type { FeatureCommands } from '../data/context';
import { undoImport } from './undo';

export const importCommands: FeatureCommands<'import'> = {
  'import.undo': undoImport,
};
