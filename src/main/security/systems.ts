import type { FeatureSystems } from '../app/system';

export const securitySystems: FeatureSystems<'security'> = {
  async 'security.lock'({ lock }) {
    await lock.lock('by-hand');
    return null;
  },
  async 'security.unlock'({ lock }, { password }) {
    await lock.unlock(password);
    return null;
  },
  async 'security.recover'({ lock }, { code, password }) {
    await lock.recover(code, password);
    return null;
  },
  async 'security.setPassword'({ lock }, { present, next }) {
    await lock.setPassword(present, next);
    return null;
  },
  async 'security.newRecoveryCode'({ lock }, { password }) {
    return { code: await lock.newRecoveryCode(password) };
  },
  async 'security.keepRecoveryCode'(context, { code, as }) {
    const { keepRecoveryCode } = await import('./recovery-sheet');
    return keepRecoveryCode(context, code, as);
  },
  'security.setAskAtStart'({ lock }, { ask }) {
    lock.setAskAtStart(ask);
    return null;
  },
  'security.setAutoLock'({ lock }, { minutes }) {
    lock.setAutoLock(minutes);
    return null;
  },
  async 'security.startOver'({ lock }) {
    await lock.startOver();
    return null;
  },
};
