import { setMaxListeners } from 'node:events';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ErrorCode } from '@shared/errors';
import { AppError } from '@shared/lib/result';
import { AdaptiveBatchSize } from './adaptive-batch-size';
import { digestOf } from './digest';
import { answerFailure, networkFailure } from './failures';
import { IdleTimeout } from './idle-timeout';
import type { Tokens } from './tokens';

const pack = promisify(gzip);

/** What is asked. */
export interface Outgoing {
  readonly path: string;
  readonly init?: RequestInit;
}

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
/** However long a server asks to wait. */
const longestAskedMs = 10 * 60_000;
const answerSilenceMs = 30_000;
/** Packing less than this saves nothing, in bytes. */
const worthPacking = 1024;

/**
 * The way to the server, shared by all collections: after a failure everyone waits together, ever longer and with
 * jitter, so that a server coming back is not met by all its clients at once. RxDB itself would retry at a constant
 * rate.
 */
export class Connection {
  #failures = 0;
  #waiting: { readonly until: Promise<void>; readonly wake: () => void } | undefined;
  readonly #abort = new AbortController();
  /** How much of a large matter travels at once. */
  readonly portion = new AdaptiveBatchSize();
  /** The server has said that it takes packed bodies. */
  #packs = false;
  /** Called when somebody wants the exchange at once. */
  readonly onNow = new Set<() => void>();

  constructor(
    readonly account: Account,
    private readonly tell: (state: ConnectionState) => void,
    /** A number in [0, 1). */
    private readonly random: () => number = Math.random,
    /** How long nothing may come of an answer, in milliseconds. */
    private readonly silenceMs = answerSilenceMs,
  ) {
    // A stream for each collection and the requests beside them: more than the ten that Node takes for a leak.
    setMaxListeners(0, this.#abort.signal);
  }

  get stopped(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Asks until it is answered; rejects only when the connection is stopped.
   * @param outgoing what to send, made anew for each attempt: the portion may be another one by then
   * @param mended told the status of a refusal; true: `outgoing` will send something else, at once
   * @param stays says of a refusal that the same would be answered again: it is thrown on
   */
  async ask<T>(
    outgoing: () => Outgoing | Promise<Outgoing>,
    read: (response: Response) => Promise<T>,
    mended: (status: unknown) => boolean = () => false,
    stays: (error: AppError) => boolean = () => false,
  ): Promise<T> {
    return this.retry(async () => {
      for (;;) {
        try {
          return await this.once(await outgoing(), read);
        } catch (error) {
          if (!(error instanceof AppError && mended(error.data.status))) throw error;
        }
      }
    }, stays);
  }

  /**
   * Does what asks the server until it succeeds, waiting with everybody else after each failure.
   * @param stays says of a refusal that the same would be answered again: it is thrown on
   * @param late ends it between two attempts
   * @throws what stays, and the connection's own error when it is stopped
   */
  async retry<T>(
    work: () => Promise<T>,
    stays: (error: AppError) => boolean = () => false,
    late?: AbortSignal,
  ): Promise<T> {
    for (;;) {
      await this.ready();
      late?.throwIfAborted();
      try {
        const value = await work();
        this.succeeded();
        return value;
      } catch (error) {
        if (error instanceof AppError && stays(error)) {
          // The server has answered.
          this.succeeded();
          throw error;
        }
        this.failed(error);
      }
    }
  }

  /** Asks once, and waits for as long as something comes. @throws AppError */
  async once<T>({ path, init = {} }: Outgoing, read: (response: Response) => Promise<T>): Promise<T> {
    const { body } = init;
    const watch = new IdleTimeout(
      this.silenceMs,
      typeof body === 'string' || body instanceof Uint8Array ? body.length : 0,
    );
    const begun = performance.now();
    try {
      const value = await read(await watch.over(await this.fetch(path, init, watch.signal)));
      this.portion.carried(performance.now() - begun);
      return value;
    } catch (error) {
      // An answer that broke off is the network's failure, not a stranger's answer.
      throw error instanceof AppError || this.stopped.aborted ? error : networkFailure(error);
    } finally {
      watch.end();
    }
  }

  /** A JSON body to be pushed: with its digest, and packed where the server has said that it unpacks. */
  async packed(json: string): Promise<RequestInit> {
    const headers = { 'content-type': 'application/json', ...digestOf(json) };
    if (!this.#packs || json.length < worthPacking) return { method: 'POST', headers, body: json };
    const body = new Uint8Array(await pack(json));
    return { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body };
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
    if (/\bgzip\b/.test(response.headers.get('accept-encoding') ?? '')) this.#packs = true;
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
    // One break is one break, however many requests it ended.
    if (code === 'sync-offline' || code === 'sync-timeout' || code === 'sync-bad-answer')
      this.portion.broke();
    const asked = error instanceof AppError ? Number(error.data.retryAfter ?? 0) * 1000 : 0;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    this.#failures += 1;
    let wake = () => {};
    const until = new Promise<void>((resolve) => {
      // No sooner than the server asks for, and not all at that moment.
      const wait = Math.max(
        pause * (0.5 + this.random()),
        Math.min(asked, longestAskedMs) * (1 + this.random() / 4),
      );
      const timer = setTimeout(resolve, wait);
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
