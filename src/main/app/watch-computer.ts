import { powerMonitor } from 'electron';
import { watchIdle } from '../security/auto-lock';
import { watchLease } from '../sync/watch-lease';
import { describeError } from '../threads/failures';
import { watchNetwork } from './network';
import { isImporting } from './services';
import type { HandlerServices } from './system';

/** Locks when the computer is left alone or falls asleep, and when the lease has run out; tells of a network again. */
export function watchComputer(services: HandlerServices): void {
  const { lock, keyring, server, profile, log, data } = services;
  const lockNow = (reason: 'idle' | 'sleep' | 'lease-expired') => {
    if (lock.locked || (reason !== 'lease-expired' && !keyring.hasPassword)) return;
    void lock.lock(reason).catch((error: unknown) => log.error(`locking: ${describeError(error)}`));
  };
  watchLease(server, () => lockNow('lease-expired'));
  watchIdle({
    minutes: () => (lock.locked || !keyring.hasPassword ? 0 : profile.state.autoLockMinutes),
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    busy: () => isImporting(services),
    lock: () => lockNow('idle'),
  });
  // Some computers fall asleep without a word: then it is waking up that tells.
  for (const event of ['suspend', 'resume', 'lock-screen'] as const)
    powerMonitor.on(event as 'suspend', () => lockNow('sleep'));
  // Without a server there is nobody to ask.
  watchNetwork(() => void data('sync.now', null).catch(() => {}));
}
