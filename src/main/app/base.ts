import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { AppStatus } from '@shared/app/contract';
import { type Failure, failure, type Result } from '@shared/lib/result';
import { app, powerMonitor } from 'electron';
import { LiveRelay } from '../ipc/live-relay';
import type { States } from '../ipc/states';
import type { Keyring } from '../security/keyring';
import { listCopies } from '../store/copy-files';
import { describeError, toFailure } from '../threads/failures';
import { threadFile } from '../threads/files';
import { Engine } from './engine';
import type { Log } from './log';
import type { Profile } from './profile';
import { type BaseControl, unwrap } from './system';

/** A base up to this size is copied at every quit; a larger one once a day, in the background. */
const smallBaseBytes = 40 * 1024 * 1024;
/** Copying a large base takes a core for a minute: it waits until nobody has touched the computer for so long. */
const idleSeconds = 120;
const lookForIdleMs = 60_000;

/** The base's whole life: opened, asked, damaged, copied, closed, opened again. Publishes `app.status`. */
export class Base implements BaseControl {
  readonly live = new LiveRelay();
  /** Called each time the base stands open. */
  onOpen: () => void = () => {};
  #engine: Engine | undefined;
  #status: AppStatus;
  #copyTimer: NodeJS.Timeout | undefined;
  #copying = false;
  readonly #upkeep = new Set<Worker>();

  constructor(
    private readonly profile: Profile,
    private readonly keyring: Keyring,
    private readonly states: States,
    private readonly log: Log,
    private readonly resources: string,
  ) {
    this.#status = {
      phase: 'starting',
      session: profile.state.session,
      demo: profile.state.demo,
      error: null,
      copies: [],
      keyProtection: 'os',
    };
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
    return this.profile.databasePath;
  }

  encryptionKey(): string {
    return this.keyring.databaseKey();
  }

  async open(): Promise<void> {
    const { session, demo } = this.profile.state;
    this.#publish({ phase: 'starting', error: null, session, demo });
    let opened: Result<unknown>;
    try {
      const engine = new Engine({
        databasePath: this.databasePath,
        encryptionKey: this.encryptionKey(),
        resources: this.resources,
        version: app.getVersion(),
        session: this.profile.state.session,
        publish: (name, value) => this.states.publishAny(name, value),
        log: (level, message) => this.log[level](message),
        died: (thread) => {
          this.log.error(`the ${thread} thread ended`);
          this.#breakDown({ code: 'internal', data: {} });
        },
      });
      this.#engine = engine;
      this.live.attach({
        watch: (name, input, listener) =>
          engine.watch(name, input, (answer) => listener(this.#watchful(answer))),
      });
      opened = await engine.opened;
    } catch (error) {
      this.log.error(`opening the base: ${describeError(error)}`);
      opened = { ok: false, error: toFailure(error) };
    }
    if (!opened.ok) {
      this.#breakDown(opened.error);
      return;
    }
    const { welcomed, closedCleanly } = this.profile.state;
    this.profile.change({ closedCleanly: false, keyFingerprint: this.#fingerprint() });
    this.#publish({ phase: welcomed ? 'ready' : 'welcome', keyProtection: this.keyring.protection });
    if (!closedCleanly)
      void this.#inBackground('check').catch((error: unknown) => this.#breakDown(toFailure(error)));
    this.onOpen();
    this.#copyTimer = setInterval(() => void this.#copyWhenIdle(), lookForIdleMs);
  }

  /** @param options `copy: false` when it has to be quick and will be opened again */
  async close({ copy = true }: { readonly copy?: boolean } = {}): Promise<void> {
    clearInterval(this.#copyTimer);
    const engine = this.#engine;
    this.#engine = undefined;
    // They hold the key; what they were about is done again after the next opening.
    if (!copy) await Promise.all([...this.#upkeep].map((worker) => worker.terminate()));
    if (!engine) return;
    const sound = (await engine.finishOpening()).ok && this.#status.phase !== 'broken';
    await engine.close();
    if (!sound) return;
    if (copy && sizeOf(this.databasePath) <= smallBaseBytes) {
      await this.#inBackground('copy').catch((error: unknown) =>
        this.log.warn(`copy: ${describeError(error)}`),
      );
    }
    this.profile.change({ closedCleanly: true });
  }

  /** Says that a password is needed, with nothing in it that belongs to the last person. */
  showLocked(): void {
    this.live.detach();
    const { session, demo } = this.profile.state;
    this.#publish({ phase: 'locked', error: null, copies: [], session, demo });
  }

  /** The base cannot even be tried: its key is not to be had. */
  showBroken(error: Failure): void {
    this.#breakDown(error);
  }

  async reopen(work: () => void | Promise<void>): Promise<void> {
    await this.close();
    await work();
    await this.open();
  }

  async sessionChanged(): Promise<void> {
    this.#publish({ session: this.profile.state.session });
    await this.#engine?.setSession(this.profile.state.session);
  }

  async command(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#watchful<Result<unknown>>(
      (await this.#engine?.command(name, input)) ?? failure('store-not-open'),
    );
  }

  async read(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#watchful<Result<unknown>>(
      (await this.#engine?.read(name, input)) ?? failure('store-not-open'),
    );
  }

  /** Like {@link command} and {@link read}, but throwing. */
  readonly ask = {
    command: async (name: string, input: unknown) => unwrap(await this.command(name, input)),
    read: async (name: string, input: unknown) => unwrap(await this.read(name, input)),
  };

  /** Damage found by any query stops the work at once, before more is written over it. */
  #watchful<T extends { readonly ok: true } | { readonly ok: false; readonly error: Failure }>(result: T): T {
    if (!result.ok && result.error.code === 'store-corrupt') this.#breakDown(result.error);
    return result;
  }

  #breakDown(error: Failure): void {
    if (this.#status.phase === 'broken') return;
    // An encrypted file with a damaged head looks like one with another key; ours has opened it before.
    const ours =
      error.code === 'store-wrong-key' && this.profile.state.keyFingerprint === this.#fingerprint();
    const told: Failure = ours ? { code: 'store-corrupt', data: {} } : error;
    this.log.error(`the base cannot be used: ${told.code}`);
    this.#publish({ phase: 'broken', error: told, copies: listCopies(this.profile.copiesFolder) });
  }

  #fingerprint(): string {
    return createHash('sha256').update(`fingerprint:${this.encryptionKey()}`).digest('hex').slice(0, 16);
  }

  async #copyWhenIdle(): Promise<void> {
    const today = dayName();
    if (this.#copying || powerMonitor.getSystemIdleTime() < idleSeconds) return;
    if (listCopies(this.profile.copiesFolder).some((copy) => copy.name.includes(today))) return;
    await this.#inBackground('copy').catch((error: unknown) =>
      this.log.warn(`copy: ${describeError(error)}`),
    );
  }

  /** Copies or checks the base on a connection and thread of its own, so that nobody waits for it. */
  #inBackground(task: 'copy' | 'check'): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(threadFile('upkeep'), {
        name: 'upkeep',
        workerData: {
          task,
          databasePath: this.databasePath,
          encryptionKey: this.encryptionKey(),
          folder: this.profile.copiesFolder,
          day: dayName(),
        },
      });
      this.#upkeep.add(worker);
      let result: Result<null> = failure('internal');
      worker.on('message', (message: Result<null>) => {
        result = message;
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        this.#upkeep.delete(worker);
        if (result.ok) resolve();
        else reject(Object.assign(new Error(result.error.code), { code: result.error.code }));
      });
    });
  }

  #publish(patch: Partial<AppStatus>): void {
    this.#status = { ...this.#status, ...patch };
    this.states.publish('app.status', this.#status);
  }
}

/** The local calendar day, for the name of the day's copy. */
function dayName(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
