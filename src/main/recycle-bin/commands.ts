import type { FeatureCommands } from '../data/context';
import { bringBack } from './bring-back';

export const binCommands: FeatureCommands<'bin'> = {
  async 'bin.restore'(context, { items }) {
    return { restored: await bringBack(context, items) };
  },
};
