import { existsSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import type { ErrorCode } from '@shared/errors';
import type { Failure, Result } from '@shared/lib/result';
import type { Log } from '../app/log';
import type { States } from '../ipc/states';
import { removeDatabase, syncFile } from '../store/backup-files';
import type { StoreCalls } from '../store/internal-calls';
import type { CallName } from '../threads/contract';
import { describeError } from '../threads/failures';

export interface StorageHealthParts {
  readonly states: States;
  readonly log: Log;
  readonly databasePath: string;
  readonly call: <N extends CallName<StoreCalls>>(
    name: N,
    input: StoreCalls[N]['input'],
  ) => Promise<Result<StoreCalls[N]['output']>>;
  readonly reopen: (work: () => void | Promise<void>) => Promise<void>;
}

/** What keeps a write from the disk and may pass: what is typed waits in its form. */
const storageHealths: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'disk-full',
  'store-readonly',
  'store-locked',
  'store-io',
  'store-missing',
  'store-unreachable',
]);

/** How often writing is tried again while it does not work, and how often the file is looked for, in milliseconds. */
const tryMs = 10_000;
const lookMs = 5_000;

/** Sees when the database cannot be written, tells the windows what to do, and sees when it can again. */
export class StorageHealthMonitor {
  #tryTimer: NodeJS.Timeout | undefined;
  #lookTimer: NodeJS.Timeout | undefined;
  #file: { readonly ino: number; readonly dev: number } | undefined;
  #saving = false;

  constructor(private readonly parts: StorageHealthParts) {}

  /** Told the result of every command. */
  saw(result: Result<unknown>): void {
    if (!result.ok && storageHealths.has(result.error.code)) this.#tell(result.error);
  }

  /** The database stands open: from now on its file is looked for. */
  async opened(): Promise<void> {
    this.closed();
    this.#file = await this.#look();
    if (this.#file === undefined) return;
    this.#lookTimer = setInterval(() => void this.#lookAfterFile(), lookMs);
    this.#lookTimer.unref();
  }

  /** The database is being closed, or cannot be used at all. */
  closed(): void {
    clearInterval(this.#lookTimer);
    clearInterval(this.#tryTimer);
    this.#tryTimer = undefined;
    this.#file = undefined;
  }

  /** The database had to be opened again in the midst of work: told until it has been read. */
  restarted(): void {
    this.parts.states.publish('storageHealth.now', {
      failure: { code: 'store-restarted', data: {} },
      since: new Date().toISOString(),
      healed: true,
    });
  }

  /** Tries to write; clears the trouble when it works, and answers whether it did. */
  async tryAgain(): Promise<boolean> {
    const now = this.parts.states.get('storageHealth.now');
    if (!now) return true;
    const result = now.healed
      ? ({ ok: true, value: null } as const)
      : await this.parts.call('store.probe', null);
    if (!result.ok) {
      this.#tell(result.error);
      return false;
    }
    clearInterval(this.#tryTimer);
    this.#tryTimer = undefined;
    this.parts.states.publish('storageHealth.now', null);
    return true;
  }

  #tell(failure: Failure): void {
    const { states, log } = this.parts;
    const before = states.get('storageHealth.now');
    if (before?.failure.code !== failure.code) log.warn(`writing does not work: ${failure.code}`);
    states.publish('storageHealth.now', {
      failure,
      since: before?.since ?? new Date().toISOString(),
      healed: false,
    });
    this.#tryTimer ??= setInterval(() => void this.tryAgain(), tryMs);
    this.#tryTimer.unref();
  }

  async #look(): Promise<{ readonly ino: number; readonly dev: number } | undefined> {
    try {
      const { ino, dev } = await stat(this.parts.databasePath);
      return { ino, dev };
    } catch {
      return undefined;
    }
  }

  /**
   * A file that was deleted or replaced under the open database would swallow every further edit: systems that allow it
   * keep the old file alive for us alone. Whatever we hold is written to the old place at once.
   */
  async #lookAfterFile(): Promise<void> {
    if (this.#saving || !this.#file) return;
    const now = await this.#look();
    if (now && now.ino === this.#file.ino && now.dev === this.#file.dev) return;
    this.#saving = true;
    const { databasePath, call, reopen, states, log } = this.parts;
    const saved = `${databasePath}.saved`;
    try {
      log.error('the file of the base has gone; it is written anew');
      removeDatabase(saved);
      const written = await call('store.saveAs', { path: saved });
      if (!written.ok) {
        this.#tell(written.error);
        return;
      }
      syncFile(saved);
      await reopen(async () => {
        // A stranger's file in our place is kept, and so is a log that belongs to neither.
        const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
        for (const end of ['', '-wal', '-shm']) {
          if (existsSync(databasePath + end))
            await rename(databasePath + end, `${databasePath}.foreign-${stamp}${end}`);
        }
        await rename(saved, databasePath);
      });
      states.publish('storageHealth.now', {
        failure: { code: 'store-missing', data: {} },
        since: new Date().toISOString(),
        healed: true,
      });
    } catch (error) {
      log.error(`writing the base anew: ${describeError(error)}`);
    } finally {
      this.#saving = false;
    }
  }
}
