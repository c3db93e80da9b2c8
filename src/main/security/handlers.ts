import { confirmWeakening } from '../app/confirm';
import type { FeatureHandlers } from '../app/system';

/** Minutes until the program locks itself; 0 stands for never. */
const waitOf = (minutes: number): number => (minutes === 0 ? Number.POSITIVE_INFINITY : minutes);

export const securityHandlers: FeatureHandlers<'security'> = {
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
  async 'security.setAskAtStart'(context, { ask }) {
    if (!ask) await confirmWeakening(context, 'noPasswordAtStart');
    context.lock.setAskAtStart(ask);
    return null;
  },
  async 'security.setAutoLock'(context, { minutes }) {
    const { profile, lock } = context;
    if (waitOf(minutes) > waitOf(profile.state.autoLockMinutes)) await confirmWeakening(context, 'laterLock');
    lock.setAutoLock(minutes);
    return null;
  },
  async 'security.startOver'({ lock }) {
    await lock.startOver();
    return null;
  },
};
