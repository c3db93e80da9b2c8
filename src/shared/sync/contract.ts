import { output, state, system } from '../lib/contract';
import type { Failure } from '../lib/result';
import { Strict, Text } from '../lib/schema';

/** Where a record is: 0 only here, 1 sent (the server answered), 2 confirmed (it came back in the feed). */
export type SyncMark = 0 | 1 | 2;

export type SyncPhase = 'off' | 'connecting' | 'online' | 'offline' | 'error' | 'login-needed';

export interface SyncStatus {
  readonly phase: SyncPhase;
  /** How many records the server has not yet accepted. */
  readonly unsent: number;
  /** Since when the oldest of them waits, or ''. */
  readonly oldestUnsentAt: string;
  readonly lastSuccessAt: string;
  /** What is wrong, when phase is error or login-needed. */
  readonly error: Failure | null;
  readonly server: string;
  readonly login: string;
  /** During a first sync: how many records came so far. */
  readonly received: number;
}

export const syncOff: SyncStatus = {
  phase: 'off',
  unsent: 0,
  oldestUnsentAt: '',
  lastSuccessAt: '',
  error: null,
  server: '',
  login: '',
  received: 0,
};

export const syncContract = {
  'sync.status': state(output<SyncStatus>()),
  /**
   * Signs in and begins to replicate. Errors: sync-address-invalid, sync-offline, sync-timeout, sync-bad-answer,
   * sync-certificate, sync-wrong-password, sync-locked-out, sync-update-required, sync-server-error, sync-other-workspace.
   */
  'sync.connect': system(
    Strict({ server: Text(500), login: Text(120), password: Text(500) }),
    output<null>(),
  ),
  /** Stops replicating; local data stays. */
  'sync.disconnect': system(Strict({}), output<null>()),
  'sync.now': system(Strict({}), output<null>()),
  /** The server's password for the next unlocking, where the lease ran out and the session has ended meanwhile. */
  'sync.offerPassword': system(Strict({ password: Text(500) }), output<null>()),
} as const;
