import type { FeatureHandlers } from '../app/system';

export const storageHealthSystems: FeatureHandlers<'storageHealth'> = {
  async 'storageHealth.tryAgain'({ workspace }) {
    await workspace.tryWriting();
    return null;
  },
  async 'storageHealth.missingRead'({ command, states }) {
    await command('$store.missingRead', null);
    states.publish('storageHealth.missing', null);
    return null;
  },
};
