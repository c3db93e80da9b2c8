import { setMaxListeners } from 'node:events';
import type { ErrorCode } from '@shared/errors';
import { AppError } from '@shared/lib/result';
import { answerFailure, networkFailure } from './failures';
import type { Tokens } from './tokens';

export interface Account {
  /** `https://crm.example.ru`, without a slash at the end. */
  readonly server: string;
  readonly tokens: Pick<Tokens, 'get' | 'renew'>;
}

export type ConnectionState =
  | { readonly phase: 'online' }
  | { readonly phase: 'waiting'; readonly code: ErrorCode };

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
const answerTimeoutMs = 30_000;

/**
 * The way to the server, shared by all collections: after a failure everyone waits together, ever longer and with
 * jitter, so that a server coming back is not met by all its clients at once. RxDB itself would retry at a constant
 * rate.
 */
export class Connection {
  #failures = 0;
  #waiting: { readonly until: Promise<void>; readonly wake: () => void } | undefined;
  readonly #abort = new AbortController();
  /** Called when somebody wants the exchange at once. */
  readonly onNow = new Set<() => void>();

  constructor(
    readonly account: Account,
    private readonly tell: (state: ConnectionState) => void,
    /** A number in [0, 1). */
    private readonly random: () => number = Math.random,
  ) {
    // A stream for each collection and the requests beside them: more than the ten that Node takes for a leak.
    setMaxListeners(0, this.#abort.signal);
  }

  get stopped(): AbortSignal {
    return this.#abort.signal;
  }

  /** Asks until it is answered; rejects only when the connection is stopped. */
  async ask<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>): Promise<T> {
    for (;;) {
      await this.ready();
      try {
        const value = await read(await this.fetch(path, init, AbortSignal.timeout(answerTimeoutMs)));
        this.succeeded();
        return value;
      } catch (error) {
        this.failed(error);
      }
    }
  }

  /** One request. @throws AppError with why it failed; the connection's own error when it was stopped */
  async fetch(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const { tokens } = this.account;
    const token = await tokens.get();
    try {
      return await this.#send(path, init, signal, token);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'sync-login-again') throw error;
      // The token has run out, as it does every half an hour.
      const next = await tokens.renew(token);
      if (next === token) throw error;
      return this.#send(path, init, signal, next);
    }
  }

  async #send(
    path: string,
    init: RequestInit,
    signal: AbortSignal | undefined,
    token: string,
  ): Promise<Response> {
    const response = await request(`${this.account.server}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}` },
      signal: signal ? AbortSignal.any([this.stopped, signal]) : this.stopped,
    });
    if (!response.ok) throw await answerFailure(response);
    return response;
  }

  /** Resolves when a request may be tried. @throws when stopped */
  async ready(): Promise<void> {
    while (this.#waiting) await this.#waiting.until;
    this.stopped.throwIfAborted();
  }

  succeeded(): void {
    this.#failures = 0;
    this.tell({ phase: 'online' });
  }

  /** Notes a failure and makes everyone wait. @throws when stopped */
  failed(error: unknown): void {
    this.stopped.throwIfAborted();
    const code = error instanceof AppError ? error.code : 'sync-bad-answer';
    this.tell({ phase: 'waiting', code });
    if (this.#waiting) return;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    this.#failures += 1;
    let wake = () => {};
    const until = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause * (0.5 + this.random()));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.#waiting = undefined;
    });
    this.#waiting = { until, wake };
  }

  /** Tries at once: the network came back, or a person asked. */
  now(): void {
    this.#failures = 0;
    this.#waiting?.wake();
    for (const listener of this.onNow) listener();
  }

  stop(): void {
    this.#abort.abort(new AppError('sync-not-configured'));
    this.#waiting?.wake();
  }
}

/** A request that follows no redirect: a portal that redirects is not our server. @throws AppError */
export async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error' });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw networkFailure(error);
  }
}
