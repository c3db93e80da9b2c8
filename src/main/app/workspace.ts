import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import type { AppStatus } from '@shared/app/contract';
import type { ErrorCode } from '@shared/errors';
import { AppError, type Failure, failure, type Result, unwrap } from '@shared/lib/result';
import { app, powerMonitor } from 'electron';
import type { Backups } from '../backups';
import type { DataCalls, Opened } from '../data/contract';
import { LiveRelay } from '../ipc/live-relay';
import type { States } from '../ipc/states';
import { DailyPrune } from '../recycle-bin/daily-prune';
import type { Keyring } from '../security/keyring';
import { StorageHealthMonitor } from '../storage-health/watch';
import type { SyncNews } from '../sync/internal-calls';
import type { CallName, NewsListeners } from '../threads/contract';
import { describeError, toFailure } from '../threads/failures';
import { Engine } from './engine';
import type { Log } from './log';
import type { Profile } from './profile';
import { Revivals } from './revival';
import type { AskWorkspace, WorkspaceControl } from './workspace-control';

/** So often it is asked whether the day's copy is due. */
const lookForDueMs = 60_000;
/** After so many starts that ended at once the database is read elsewhere first; a start stands after this time. */
const startsTried = 2;
const calmMs = 15_000;

/** Where the database is read for what can be saved. */
const rescued = new Set<ErrorCode>(['store-corrupt', 'store-missing', 'store-crashes']);

export interface WorkspaceParts {
  readonly profile: Profile;
  readonly keyring: Keyring;
  readonly states: States;
  readonly log: Log;
  /** Folder of the files shipped with the program. */
  readonly resources: string;
  /** Done each time the database stands open. */
  readonly opened: () => void;
  /** What the exchange with the server tells main. */
  readonly news: NewsListeners<SyncNews>;
  /** Copies and rescue; without them (filling a database from the command line) none are made. */
  readonly backups?: () => Promise<Backups>;
}

/** What the workspace is. Only an open one is written to; one that opens is read as soon as its reader has it. */
type WorkspaceState =
  /** Before the first opening, or without its key: no threads. */
  | { readonly is: 'locked' }
  /** Or closed for a moment: its files are being exchanged. */
  | { readonly is: 'opening'; readonly engine: Engine | undefined }
  | { readonly is: 'open'; readonly engine: Engine }
  /** Nothing more may be written over it. */
  | { readonly is: 'broken'; readonly engine: Engine | undefined };

/** The database's whole life: opened, asked, damaged, copied, closed, opened again. Publishes `app.status`. */
export class Workspace implements WorkspaceControl {
  readonly live = new LiveRelay();
  readonly #trouble: StorageHealthMonitor;
  readonly #prune: DailyPrune;
  readonly #revivals = new Revivals();
  #state: WorkspaceState = { is: 'locked' };
  /** What a restore that a crash broke off has left was removed; later there may be one under way. */
  #swept = false;
  #status: AppStatus;
  #copyTimer: NodeJS.Timeout | undefined;
  #calmTimer: NodeJS.Timeout | undefined;
  constructor(private readonly parts: WorkspaceParts) {
    const { profile, states, log } = parts;
    this.#status = {
      phase: 'starting',
      session: profile.state.session,
      demo: profile.state.demo,
      error: null,
      keyProtection: 'os',
    };
    this.#trouble = new StorageHealthMonitor({
      states,
      log,
      databasePath: profile.databasePath,
      call: (name, input) => this.call(name, input),
      reopen: (work) => this.reopen(work),
    });
    this.#prune = new DailyPrune({ profile, log, file: () => this.#file() });
    this.#publish({});
    profile.onChange((state) =>
      this.#publish({
        demo: state.demo,
        session: state.session,
        ...(this.#status.phase === 'welcome' && state.welcomed ? { phase: 'ready' as const } : {}),
      }),
    );
  }

  get databasePath(): string {
    return this.parts.profile.databasePath;
  }

  encryptionKey(): string {
    return this.parts.keyring.databaseKey();
  }

  /** Its threads: what can still be read of a broken one is. */
  get #threads(): Engine | undefined {
    return this.#state.is === 'locked' ? undefined : this.#state.engine;
  }

  get #isBroken(): boolean {
    return this.#state.is === 'broken';
  }

  /** A broken workspace stays so until it is opened again or locked. */
  #withoutThreads(): void {
    if (this.#state.is === 'locked') return;
    this.#state = this.#isBroken ? { is: 'broken', engine: undefined } : { is: 'opening', engine: undefined };
  }

  async open(): Promise<void> {
    const { session, demo } = this.parts.profile.state;
    this.#state = { is: 'opening', engine: undefined };
    this.#publish({ phase: 'starting', error: null, session, demo });
    let opened: Result<Opened>;
    try {
      // A crash in the middle of a restore: it is ended first, or there might be no database at all.
      if (existsSync(`${this.databasePath}.swap`)) {
        (await import('../store/backup-files')).finishSwap(this.databasePath);
      } else if (!this.#swept && existsSync(`${this.databasePath}.incoming`)) {
        await (await import('../store/backup-files')).clearRoom(this.databasePath);
      }
      this.#swept = true;
      this.#refuseGone();
      await this.#lookFirst();
      const engine = new Engine({
        databasePath: this.databasePath,
        encryptionKey: this.encryptionKey(),
        resources: this.parts.resources,
        version: app.getVersion(),
        session: this.parts.profile.state.session,
        publish: (name, value) => this.parts.states.publishAny(name, value),
        news: {
          ...this.parts.news,
          'store.damaged': () => this.#breakDown({ code: 'store-corrupt', data: {} }),
        },
        log: (level, message) => this.parts.log[level](message),
        died: (what) => {
          this.parts.log.error(`ended: the ${what}`);
          if (this.#threads === engine) void this.#revive(engine);
        },
      });
      this.#state = { is: 'opening', engine };
      this.live.attach({
        watch: (name, input, listener) =>
          engine.watch(name, input, (answer) => listener(this.#watchful(answer))),
      });
      opened = await engine.opened;
      // Closed, or found damaged, while it opened.
      if (opened.ok && (this.#state.is !== 'opening' || this.#state.engine !== engine)) return;
      if (opened.ok) this.#state = { is: 'open', engine };
    } catch (error) {
      this.parts.log.error(`opening the base: ${describeError(error)}`);
      opened = { ok: false, error: toFailure(error) };
    }
    if (!opened.ok) {
      // Its process has ended meanwhile: that is dealt with where it is told.
      if (opened.error.code !== 'store-restarted') this.#breakDown(opened.error);
      return;
    }
    this.parts.profile.keyProven();
    const { welcomed, closedCleanly } = this.parts.profile.state;
    this.parts.profile.change({ closedCleanly: false, keyFingerprint: this.#fingerprint() });
    this.#publish({ phase: welcomed ? 'ready' : 'welcome', keyProtection: this.parts.keyring.protection });
    if (!closedCleanly || opened.value.doubtful) void this.#readThrough(opened.value);
    this.parts.opened();
    void this.#trouble.opened();
    this.#prune.opened();
    this.#calmTimer = setTimeout(() => this.parts.profile.change({ starts: 0 }), calmMs);
    if (this.parts.profile.state.copyFailure) void this.#copy((backups) => backups.keeper.look());
    const openedAt = performance.now();
    this.#copyTimer = setInterval(() => void this.#copyWhenDue(openedAt), lookForDueMs);
  }

  /**
   * Ends the work of the day: closes, and copies a small database once more.
   * @param options `copy: false` when it has to be quick and will be opened again
   */
  async close({ copy = true }: { readonly copy?: boolean } = {}): Promise<void> {
    // They hold the key; what they were about is done again after the next opening.
    if (!copy) (await import('../maintenance/client')).endAllMaintenance();
    if (!(await this.#shut())) return;
    if (copy) await this.#copy((backups) => backups.keeper.makeAtQuit());
  }

  /** Says that a password is needed, with nothing in it that belongs to the last person. */
  showLocked(): void {
    this.live.detach();
    this.#state = { is: 'locked' };
    const { session, demo } = this.parts.profile.state;
    this.#publish({ phase: 'locked', error: null, session, demo });
  }

  /** The database cannot even be tried: its key is not to be had. */
  showBroken(error: Failure): void {
    this.#breakDown(error);
  }

  async reopen(work: () => void | Promise<void>): Promise<void> {
    await this.#shut();
    try {
      await work();
    } finally {
      await this.open();
    }
  }

  /** Closes the threads; true when the database was sound to the end. */
  async #shut(): Promise<boolean> {
    await this.#rest();
    const engine = this.#threads;
    this.#withoutThreads();
    if (!engine) return false;
    const sound = (await engine.finishOpening()).ok && !this.#isBroken;
    if (!(await engine.close(sound)) || !sound) return false;
    this.parts.profile.change({ closedCleanly: true, starts: 0 });
    try {
      (await import('../store/backup-files')).keepHead(this.databasePath);
    } catch (error) {
      this.parts.log.warn(`keeping the first page: ${describeError(error)}`);
    }
    return true;
  }

  /** Ends what is done beside an open database. */
  async #rest(): Promise<void> {
    clearInterval(this.#copyTimer);
    clearTimeout(this.#calmTimer);
    this.#trouble.closed();
    await this.#prune.closed();
  }

  /** The database process has ended by itself: the windows live on, and the database is opened again or given up. */
  async #revive(engine: Engine): Promise<void> {
    const broken = this.#isBroken;
    this.#withoutThreads();
    if (!broken) this.#publish({ phase: 'starting' });
    await this.#rest();
    await engine.close(!broken);
    if (broken) return;
    const next = this.#revivals.next(performance.now());
    if (next === 'give-up') {
      this.#breakDown({ code: 'store-crashes', data: {} });
      return;
    }
    if (next === 'check') this.parts.profile.change({ starts: startsTried });
    await this.open();
    if (this.#state.is === 'open' && this.#status.phase === 'ready') this.#trouble.restarted();
  }

  tryWriting(): Promise<boolean> {
    return this.#trouble.tryAgain();
  }

  async sessionChanged(): Promise<void> {
    this.#publish({ session: this.parts.profile.state.session });
    await this.#threads?.setSession(this.parts.profile.state.session);
  }

  async command(name: string, input: unknown): Promise<Result<unknown>> {
    const result = this.#watchful<Result<unknown>>(
      (await this.#threads?.command(name, input)) ?? failure('store-not-open'),
    );
    this.#trouble.saw(result);
    return result;
  }

  async read(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#watchful<Result<unknown>>(
      (await this.#threads?.read(name, input)) ?? failure('store-not-open'),
    );
  }

  /** Asks the data thread what only main may. */
  async call<N extends CallName<DataCalls>>(
    name: N,
    input: DataCalls[N]['input'],
  ): Promise<Result<DataCalls[N]['output']>> {
    const result = this.#watchful<Result<DataCalls[N]['output']>>(
      (await this.#threads?.call(name, input)) ?? failure('store-not-open'),
    );
    this.#trouble.saw(result);
    return result;
  }

  /** Asks for handlers of the desktop's calls: like {@link command}, {@link read} and {@link call}, but throwing. */
  readonly ask: AskWorkspace = {
    // What answers was checked to be of these names by the compiler, on its own side.
    command: async (name, input) => unwrap(await this.command(name, input)) as never,
    read: async (name, input) => unwrap(await this.read(name, input)) as never,
    data: async (name, input) => unwrap(await this.call(name, input)),
  };

  /** Damage found by any query stops the work at once, before more is written over it. */
  #watchful<T extends { readonly ok: true } | { readonly ok: false; readonly error: Failure }>(result: T): T {
    if (!result.ok && result.error.code === 'store-corrupt') this.#breakDown(result.error);
    return result;
  }

  #breakDown(error: Failure): void {
    if (this.#isBroken) return;
    // An encrypted file with a damaged head looks like one with another key; ours has opened it before.
    const ours =
      error.code === 'store-wrong-key' && this.parts.profile.state.keyFingerprint === this.#fingerprint();
    const told: Failure = ours ? { code: 'store-corrupt', data: {} } : error;
    this.parts.log.error(`the base cannot be used: ${told.code}`);
    this.#state = { is: 'broken', engine: this.#threads };
    this.#publish({ phase: 'broken', error: told });
    if (rescued.has(told.code)) {
      void this.#copy((backups) => backups.rescuer.start());
    }
  }

  /**
   * A database that was here and is not, or is empty, is no new one: an empty database in its place would look as if
   * everything had been deleted. @throws AppError `store-missing`, `store-corrupt`
   */
  #refuseGone(): void {
    if (this.parts.profile.state.keyFingerprint === '') return;
    const file = statSync(this.databasePath, { throwIfNoEntry: false });
    if (!file) throw new AppError('store-missing');
    if (file.size === 0 && !existsSync(`${this.databasePath}-wal`)) throw new AppError('store-corrupt');
  }

  /**
   * A damaged text ends the process that reads it, and would do so at every start: after two such starts the database is
   * read through in the maintenance's process before it is opened.
   * @throws AppError `store-corrupt`
   */
  async #lookFirst(): Promise<void> {
    const { starts } = this.parts.profile.state;
    if (starts >= startsTried && existsSync(this.databasePath)) await this.#check(true);
    this.parts.profile.change({ starts: starts + 1 });
  }

  #fingerprint(): string {
    return createHash('sha256').update(`fingerprint:${this.encryptionKey()}`).digest('hex').slice(0, 16);
  }

  async #copyWhenDue(openedAt: number): Promise<void> {
    const idleSeconds = powerMonitor.getSystemIdleTime();
    const openMs = performance.now() - openedAt;
    await this.#copy((backups) => backups.keeper.makeWhenDue({ idleSeconds, openMs }));
  }

  /** Work on copies that nobody asked for: its failures are told by the copies themselves. */
  async #copy(work: (backups: Backups) => Promise<void>): Promise<void> {
    const { backups } = this.parts;
    if (!backups) return;
    try {
      await work(await backups());
    } catch (error) {
      this.parts.log.warn(`copy: ${describeError(error)}`);
    }
  }

  /** After a crash, or where nothing says that the database is what was written: reads it while work goes on. */
  async #readThrough({ doubtful }: Opened): Promise<void> {
    try {
      const sound = await this.#check(doubtful);
      if (sound && doubtful) await this.call('store.prove', { sound });
    } catch (error) {
      this.#breakDown(toFailure(error));
    }
  }

  /** Reads the whole database for damage, in a process of its own; false when it was cancelled. */
  async #check(thorough = false): Promise<boolean> {
    const { startMaintenance } = await import('../maintenance/client');
    try {
      await startMaintenance('check', { database: this.#file(), thorough }, this.parts.log).done;
      return true;
    } catch (error) {
      // Locked meanwhile: the next opening checks again, since nothing says that all was well.
      if (toFailure(error).code !== 'copy-cancelled') throw error;
      return false;
    }
  }

  #file(): { readonly path: string; readonly encryptionKey: string } {
    return { path: this.databasePath, encryptionKey: this.encryptionKey() };
  }

  #publish(patch: Partial<AppStatus>): void {
    this.#status = { ...this.#status, ...patch };
    this.parts.states.publish('app.status', this.#status);
  }
}
