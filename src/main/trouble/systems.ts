import type { FeatureSystems } from '../app/system';

export const troubleSystems: FeatureSystems<'trouble'> = {
  async 'trouble.tryAgain'({ base }) {
    await base.tryWriting();
    return null;
  },
};
