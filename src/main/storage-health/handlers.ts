import type { FeatureHandlers } from '../app/system';

export const storageHealthSystems: FeatureHandlers<'storageHealth'> = {
  async 'storageHealth.tryAgain'({ workspace }) {
    await workspace.tryWriting();
    return null;
  },
  async 'storageHealth.missingRead'({ data, states }) {
    await data('store.missingRead', null);
    states.publish('storageHealth.missing', null);
    return null;
  },
};
