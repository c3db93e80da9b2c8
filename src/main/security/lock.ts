import { existsSync } from 'node:fs';
import { Queue } from '@shared/lib/queue';
import { AppError } from '@shared/lib/result';
import { type LockReason, shortestPassword } from '@shared/security/contract';
import type { WebContents } from 'electron';
import type { FlushBeforeClose } from '../app/flush-before-close';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { Secrets } from '../app/secrets';
import type { WorkspaceControl } from '../app/workspace-control';
import type { States } from '../ipc/states';
import { describeError, toFailure } from '../threads/failures';
import type { Attempts } from './attempts';
import { findKey } from './find-key';
import { copyKeyFileTo, keyFileAt, type OpenedBy, openForeignKey } from './foreign';
import type { Keyring } from './keyring';
import type { SystemKeyStore } from './system-key-store';
import { takeOver } from './take-over';
import { wipeFiles } from './wipe';

/** What of the workspace is locked with the program. */
type LockedWorkspace = Pick<
  WorkspaceControl,
  'databasePath' | 'open' | 'close' | 'showLocked' | 'showBroken'
>;

export interface LockServices {
  readonly keyring: Keyring;
  readonly store: SystemKeyStore;
  readonly attempts: Attempts;
  readonly secrets: Secrets;
  readonly profile: Profile;
  readonly workspace: LockedWorkspace;
  readonly states: States;
  readonly flush: FlushBeforeClose;
  readonly log: Log;
  /**
   * Asked once the key is there and before the database is opened, at start and at every unlocking. An AppError it
   * throws keeps the program locked (`lease-expired`) and is what the person is told. It must not wait for anything of
   * the lock: what it wants to lock or wipe waits for its answer.
   */
  readonly gate: () => void | Promise<void>;
  readonly pages: () => readonly WebContents[];
  /** Loads every page anew, at its own address or at the first screen. */
  readonly reload: (at: 'here' | 'home') => void;
  /** Lets work that must not be cut off come to an end, such as an import. */
  readonly settle: () => Promise<void>;
  /** Publishes the states an opened program begins with. */
  readonly begin: () => void;
  /** Removes what the windows keep in their own storage. */
  readonly clearWindows: () => Promise<void>;
}

/** States a page may see while nobody has opened the program. */
const seenLocked = new Set(['app.status', 'app.lock', 'settings.all', 'app.flush']);

/**
 * Whether the program is open, and the only way from one to the other. Locking lets the pages save, ends the threads,
 * drops the key and loads every page anew, so that nothing of the database is left in any of them.
 */
export class Lock {
  #locked = true;
  #reason: LockReason = 'start';
  /** Locking and unlocking never overlap. */
  readonly #queue = new Queue();
  readonly #whenLocked: (() => void)[] = [];

  constructor(private readonly services: LockServices) {
    services.keyring.whenRewrapped(() => this.#renewKeyCopies());
  }

  get locked(): boolean {
    return this.#locked;
  }

  /** Has `work` done each time after the program was locked: for what a feature keeps in memory. */
  whenLocked(work: () => void): void {
    this.#whenLocked.push(work);
  }

  /** Opens the database, or asks for the password. Takes over the secrets of a profile of the first version. */
  start(): Promise<void> {
    return this.#queue.run(async () => {
      const { keyring, attempts, profile, store, workspace, log } = this.services;
      try {
        const state = findKey(keyring, store, profile, workspace.databasePath);
        if (state === 'locked' || (keyring.hasPassword && attempts.wasLocked)) {
          keyring.lock();
          this.#showLocked('start');
          return;
        }
      } catch (error) {
        log.error(`the key: ${describeError(error)}`);
        this.#publish();
        workspace.showBroken(toFailure(error));
        return;
      }
      await this.#open().catch((error: unknown) => log.warn(`the gate: ${describeError(error)}`));
    });
  }

  /**
   * Locks the program; does nothing when it is locked already.
   * @throws AppError `password-not-set` without a password, but for `lease-expired`, which needs none
   */
  lock(reason: LockReason): Promise<void> {
    return this.#queue.run(async () => {
      const { keyring, attempts, workspace, flush, pages, reload, settle, log } = this.services;
      if (this.#locked) return;
      if (!keyring.hasPassword && reason !== 'lease-expired') throw new AppError('password-not-set');
      // Ended in the midst of it, the program asks for the password at its next start.
      if (keyring.hasPassword) attempts.wasLocked = true;
      await flush.say(pages(), true);
      await settle();
      this.#locked = true;
      await workspace
        .close({ copy: false })
        .catch((error: unknown) => log.error(`locking: ${describeError(error)}`));
      this.#forgetAll();
      this.#showLocked(reason);
      reload('here');
      log.info(`locked: ${reason}`);
    });
  }

  /** @throws AppError `wrong-password`, `unlock-too-soon`, `key-unavailable`, `key-file-damaged`, or what the gate says */
  unlock(password: string): Promise<void> {
    return this.#queue.run(async () => {
      const { keyring } = this.services;
      if (!this.#locked) return;
      if (keyring.hasPassword) await this.#try('wrong-password', () => keyring.unlock(password));
      else keyring.unlockBySystem();
      await this.#open();
    });
  }

  /** @throws AppError `recovery-code-typo`, `wrong-recovery-code`, `password-too-short`, `unlock-too-soon` */
  recover(code: string, password: string): Promise<void> {
    return this.#queue.run(async () => {
      const { keyring } = this.services;
      if (!this.#locked) return;
      longEnough(password);
      await this.#try('wrong-recovery-code', () => keyring.unlockByCode(code));
      try {
        await keyring.setPassword(password);
      } catch (error) {
        keyring.lock();
        throw error;
      }
      await this.#open();
    });
  }

  /** Sets, changes or (by '') removes the password. @throws AppError as `security.setPassword` says */
  setPassword(present: string, next: string): Promise<void> {
    return this.#queue.run(async () => {
      const { keyring } = this.services;
      if (next !== '') longEnough(next);
      await this.#confirm(present);
      if (next === '') keyring.removePassword();
      else await keyring.setPassword(next);
      this.#publish();
    });
  }

  /** @throws AppError `password-not-set`, `wrong-password`, `unlock-too-soon` */
  newRecoveryCode(password: string): Promise<string> {
    return this.#queue.run(async () => {
      const { keyring } = this.services;
      if (!keyring.hasPassword) throw new AppError('password-not-set');
      await this.#confirm(password);
      const code = await keyring.newRecoveryCode();
      this.#publish();
      return code;
    });
  }

  /** @throws AppError `key-unavailable` where the system has no key store to be trusted */
  setAskAtStart(ask: boolean): void {
    this.services.keyring.setAskAtStart(ask);
    this.#publish();
  }

  setAutoLock(minutes: number): void {
    this.services.profile.change({ autoLockMinutes: minutes });
    this.#publish();
  }

  /**
   * Puts the wrapped key beside copies of the database and keeps it up to date with the password from now on.
   * @returns how the copies can be opened; without `password` and `recovery` no way leads beyond this computer
   * @throws AppError `disk-full`, `no-permission`, `file-write-failed`
   */
  copyKeyFileTo(folder: string): readonly OpenedBy[] {
    const { keyring, profile } = this.services;
    const openedBy = copyKeyFileTo(keyring, folder);
    const { keyFolders } = profile.state;
    if (!keyFolders.includes(folder)) profile.change({ keyFolders: [...keyFolders, folder] });
    return openedBy;
  }

  /**
   * Takes over the key of a copy made elsewhere, with its password and recovery code; call it while the database is closed
   * (within `base.reopen`), beside putting the copy in place. Files of the former key stay readable.
   * @throws AppError `wrong-password`, `key-file-damaged`, `file-not-found`
   */
  async adoptForeignKey(path: string, secret: string): Promise<void> {
    const { keyring, profile } = this.services;
    const key = Buffer.from(await openForeignKey(path, secret), 'hex');
    keyring.adopt(keyFileAt(path), key);
    profile.unlock(keyring.sealer);
    this.#publish();
  }

  /**
   * Removes the whole database from this computer: first the keys, without which nothing else can be read, then the database,
   * its copies, drafts and settings. Ends in the welcome of an empty program.
   */
  wipe(): Promise<void> {
    return this.#queue.run(async () => {
      const { keyring, profile, workspace, reload, clearWindows, log } = this.services;
      const { keyId } = keyring;
      const keyFolders = [profile.backupsFolder, ...profile.state.keyFolders];
      this.#locked = true;
      await workspace.close({ copy: false }).catch(() => {});
      wipeFiles({ profile: profile.folder, keyFolders, keyId });
      await this.#beginAnew(clearWindows);
      reload('home');
      log.info('the profile was wiped');
    });
  }

  /** Nobody knows the password any more: base, keys and profile are put aside, an empty database begins. */
  startOver(): Promise<void> {
    return this.#queue.run(async () => {
      if (!this.#locked) throw new AppError('invalid-input');
      const { setAside } = await import('../store/backup-files');
      const { keyring, profile, workspace } = this.services;
      for (const path of [workspace.databasePath, keyring.path, profile.path]) setAside(path);
      await this.#beginAnew(async () => {});
      this.services.reload('home');
    });
  }

  /** An empty profile with a key of its own. */
  async #beginAnew(clearWindows: () => Promise<void>): Promise<void> {
    const { keyring, profile, attempts, log } = this.services;
    this.#forgetAll();
    keyring.forget();
    profile.forget();
    attempts.succeeded();
    await clearWindows().catch((error: unknown) => log.warn(`wiping: ${describeError(error)}`));
    keyring.create();
    await this.#open();
  }

  /** The key is there: opens the profile, asks the gate, opens the database. @throws what the gate throws */
  async #open(): Promise<void> {
    const { keyring, profile, attempts, secrets, store, states, workspace, begin, log } = this.services;
    profile.unlock(keyring.sealer);
    try {
      takeOver(keyring, store, profile.folder, secrets);
    } catch (error) {
      log.warn(`taking over: ${describeError(error)}`);
    }
    try {
      await this.services.gate();
    } catch (error) {
      this.#forgetAll();
      this.#showLocked('lease-expired');
      throw error;
    }
    attempts.wasLocked = false;
    this.#locked = false;
    states.hold(undefined);
    begin();
    this.#publish();
    await workspace.open();
  }

  #forgetAll(): void {
    const { keyring, profile, states } = this.services;
    states.hold(seenLocked);
    for (const work of this.#whenLocked) work();
    profile.lock();
    keyring.lock();
  }

  #showLocked(reason: LockReason): void {
    const { states, workspace } = this.services;
    this.#locked = true;
    this.#reason = reason;
    states.hold(seenLocked);
    workspace.showLocked();
    this.#publish();
  }

  async #confirm(password: string): Promise<void> {
    const { keyring } = this.services;
    if (keyring.hasPassword) await this.#try('wrong-password', () => keyring.isPassword(password));
  }

  /** One counted try of a secret. @throws AppError with the code given and the seconds to wait */
  async #try(code: 'wrong-password' | 'wrong-recovery-code', work: () => Promise<boolean>): Promise<void> {
    const { attempts } = this.services;
    attempts.begin();
    let fits: boolean;
    try {
      fits = await work();
    } catch (error) {
      attempts.takeBack();
      throw error;
    }
    if (fits) {
      attempts.succeeded();
      this.#publish();
      return;
    }
    const seconds = attempts.failed();
    this.#publish();
    throw new AppError(code, { seconds });
  }

  #renewKeyCopies(): void {
    const { keyring, profile, log } = this.services;
    for (const folder of profile.state.keyFolders) {
      try {
        if (existsSync(folder)) copyKeyFileTo(keyring, folder);
      } catch (error) {
        log.warn(`a key beside copies: ${describeError(error)}`);
      }
    }
  }

  #publish(): void {
    const { keyring, attempts, profile, states } = this.services;
    const wait = attempts.waitSeconds;
    states.publish('app.lock', {
      locked: this.#locked,
      reason: this.#reason,
      password: keyring.hasPassword,
      recoveryCodeAt: keyring.recoveryCodeAt,
      askAtStart: keyring.asksAtStart,
      systemKeyStore: keyring.protection === 'os',
      autoLockMinutes: profile.state.autoLockMinutes,
      waitUntil: wait > 0 ? new Date(Date.now() + wait * 1000).toISOString() : '',
    });
  }
}

function longEnough(password: string): void {
  if ([...password.normalize('NFC')].length < shortestPassword) {
    throw new AppError('password-too-short', { least: shortestPassword });
  }
}
