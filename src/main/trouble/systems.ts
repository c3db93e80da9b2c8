import type { FeatureSystems } from '../app/system';

export const troubleSystems: FeatureSystems<'trouble'> = {
  async 'trouble.tryAgain'({ base }) {
    await base.tryWriting();
    return null;
  },
  async 'trouble.missingRead'({ command, states }) {
    await command('$store.missingRead', null);
    states.publish('trouble.missing', null);
    return null;
  },
};
