import { AppError } from '@shared/lib/result';
import type { ServerSession } from '@shared/sync/session';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { Secrets } from '../app/secrets';
import { toFailure } from '../threads/failures';
import { request } from './connection';
import { answerFailure, jsonOf } from './failures';
import { leaseRunsOut } from './lease';
import { signIn } from './sign-in';
import { tokenName } from './token-name';

interface Services {
  readonly profile: Profile;
  readonly secrets: Secrets;
  readonly log: Log;
}

const answerTimeoutMs = 20_000;

/**
 * The server account of this profile in main: keeps the refresh token, changes it for short-lived ones, asks the
 * server what the window wants to know of people and devices, and knows until when the lease runs.
 */
export class ServerAccount {
  #token: string | undefined;
  #refreshing: Promise<string> | undefined;
  /** The server's password, offered while the lease is renewed. Kept for one attempt. */
  #password = '';

  constructor(private readonly services: Services) {}

  /** Whether somebody is signed in here, as far as this device knows. */
  get isSignedIn(): boolean {
    const { profile, secrets } = this.services;
    return profile.state.account !== null && secrets.read(tokenName) !== undefined;
  }

  /** Keeps what a sign-in gave. */
  signedIn(session: ServerSession): void {
    this.#token = session.token;
    this.services.secrets.write(tokenName, session.refreshToken ?? session.token);
    this.#noteContact(session);
  }

  /** Forgets the token in memory: signed out, locked or wiped. */
  forget(): void {
    this.#token = undefined;
    this.#password = '';
  }

  /** A token other than the one refused. @throws AppError `sync-not-configured`, `sync-login-again`, `sync-offline`, … */
  async token(refused = ''): Promise<string> {
    if (this.#token !== undefined && this.#token !== refused) return this.#token;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Asks the server as the person signed in. @throws AppError */
  async ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const first = await this.token();
    try {
      return await this.#send<T>(method, path, body, first);
    } catch (error) {
      if (toFailure(error).code !== 'sync-login-again') throw error;
      return this.#send<T>(method, path, body, await this.token(first));
    }
  }

  /** The server's password for the next renewal of the lease, where the session has ended meanwhile. */
  offerPassword(password: string): void {
    this.#password = password;
  }

  /**
   * Lets pass while the lease runs, and makes contact with the server when it has run out.
   * @throws AppError `lease-expired` without contact, `sync-login-again` when the server wants the password
   */
  async renewLease(now: number): Promise<void> {
    if (!this.isLeaseOver(now)) return;
    try {
      if (this.#password === '') await this.token(this.#token);
      else await this.#signInAgain(this.#password);
    } catch (error) {
      const { code } = toFailure(error);
      throw code === 'sync-offline' || code === 'sync-timeout' ? new AppError('lease-expired') : error;
    } finally {
      this.#password = '';
    }
  }

  /** Whether the device has been away from the server for too long. */
  isLeaseOver(now: number): boolean {
    const { account } = this.services.profile.state;
    return this.isSignedIn && account !== null && leaseRunsOut(account, now);
  }

  async #refresh(): Promise<string> {
    const { profile, secrets } = this.services;
    const { account } = profile.state;
    const refreshToken = account ? secrets.read(tokenName) : undefined;
    if (!account || refreshToken === undefined) throw new AppError('sync-not-configured');
    const response = await request(`${account.server}/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (!response.ok) throw await answerFailure(response);
    const given = (await jsonOf(response)) as Partial<ServerSession> | null;
    if (typeof given?.token !== 'string' || typeof given.refreshToken !== 'string') {
      throw new AppError('sync-bad-answer');
    }
    // Kept before it is used: the server takes the former one only until then.
    secrets.write(tokenName, given.refreshToken);
    this.#token = given.token;
    this.#noteContact(given);
    return given.token;
  }

  async #signInAgain(password: string): Promise<void> {
    const { account, session } = this.services.profile.state;
    if (!account) throw new AppError('sync-not-configured');
    const { server, login } = account;
    const device = { id: session.deviceId, name: session.deviceName };
    this.signedIn(await signIn({ server, login, password, device }));
  }

  #noteContact({ leaseDays, user }: Partial<ServerSession>): void {
    const { profile } = this.services;
    const { account, session } = profile.state;
    if (!account) return;
    profile.change({
      account: { ...account, contactAt: new Date().toISOString(), leaseDays: leaseDays ?? 0 },
      ...(user && user.id === session.userId && user.role !== session.role
        ? { session: { ...session, role: user.role } }
        : {}),
    });
  }

  async #send<T>(method: string, path: string, body: unknown, token: string): Promise<T> {
    const { account } = this.services.profile.state;
    if (!account) throw new AppError('sync-not-configured');
    const response = await request(`${account.server}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (!response.ok) throw await answerFailure(response);
    return (response.status === 204 ? null : await jsonOf(response)) as T;
  }
}
