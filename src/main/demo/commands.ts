import type { FeatureCommands } from '../data/context';
import { fillDemo } from './fill';

/** A progress bar needs no more than this, in milliseconds. */
const PUBLISH_EVERY = 100;

export const demoCommands: FeatureCommands<'app'> = {
  async 'app.fillDemo'(context, { clients }) {
    let published = 0;
    return fillDemo(context, clients, (done, total) => {
      const at = performance.now();
      if (at - published < PUBLISH_EVERY && done < total) return;
      published = at;
      context.publish('app.demoProgress', { done, total });
    });
  },
};
