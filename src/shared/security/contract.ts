import { Type } from 'typebox';
import { output, state, system } from '../lib/contract';
import { OneOf, Strict, Text } from '../lib/schema';

/** Why the program is locked. `lease-expired`: too long without the server; the others as they read. */
const lockReasons = ['start', 'by-hand', 'idle', 'sleep', 'lease-expired'] as const;
export type LockReason = (typeof lockReasons)[number];

/** Minutes without input after which the program locks itself; 0 for never. */
export const autoLockChoices = [5, 15, 30, 60, 0] as const;

/** The shortest password that is taken. */
export const shortestPassword = 8;

/** How the database's key is protected, and whether the program is locked now. */
export interface LockState {
  readonly locked: boolean;
  readonly reason: LockReason;
  /** Whether a password was set; without one there is nothing to ask for. */
  readonly password: boolean;
  /** Whether there is a recovery code, and since when (instant, '' for none). */
  readonly recoveryCodeAt: string;
  /** Whether the password is asked for at every start, and not only when the program was locked. */
  readonly askAtStart: boolean;
  /** Whether the system's key store can be trusted with the key, so that `askAtStart` may be switched off. */
  readonly systemKeyStore: boolean;
  readonly autoLockMinutes: number;
  /** Instant before which no further password is tried, or ''. */
  readonly waitUntil: string;
}

const Password = Text(500);

export const securityContract = {
  'app.lock': state(output<LockState>()),
  /** Errors: password-not-set. */
  'security.lock': system(Strict({}), output<null>()),
  /**
   * Opens the program by its password; '' where only the reason of the lock stands in the way.
   * Errors: wrong-password, unlock-too-soon, key-file-damaged, sync-* and others while the lease is renewed.
   */
  'security.unlock': system(Strict({ password: Password }), output<null>()),
  /**
   * Opens the program by the recovery code and sets a new password.
   * Errors: recovery-code-typo, wrong-recovery-code, password-too-short, unlock-too-soon.
   */
  'security.recover': system(Strict({ code: Text(200), password: Password }), output<null>()),
  /**
   * Sets the first password, changes it (`present` must fit), or removes it (`next` is '').
   * Errors: wrong-password, password-too-short, unlock-too-soon.
   */
  'security.setPassword': system(Strict({ present: Password, next: Password }), output<null>()),
  /** Makes a new recovery code in place of the old one; it is shown once. Errors: wrong-password. */
  'security.newRecoveryCode': system(Strict({ password: Password }), output<{ readonly code: string }>()),
  /** Saves the code just made where the person chooses, or prints it. Errors: invalid-input, file-write-failed. */
  'security.keepRecoveryCode': system(
    Strict({ code: Text(60), as: OneOf(['text', 'pdf', 'print']) }),
    output<{ readonly fileName: string } | null>(),
  ),
  /** Errors: key-unavailable where the system has no key store to be trusted, not-confirmed. */
  'security.setAskAtStart': system(Strict({ ask: Type.Boolean() }), output<null>()),
  /** Errors: not-confirmed where a later locking was not agreed to. */
  'security.setAutoLock': system(
    Strict({ minutes: Type.Integer({ minimum: 0, maximum: 60 }) }),
    output<null>(),
  ),
  /** Forgotten password without a code: puts base and key aside, begins empty. Errors: invalid-input. */
  'security.startOver': system(Strict({}), output<null>()),
} as const;
