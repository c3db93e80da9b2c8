import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '@shared/errors';
import { AppError } from '@shared/lib/result';
import type { ServerSession } from '@shared/sync/session';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { Secrets } from '../app/secrets';
import { describeError, toFailure } from '../threads/failures';
import { request } from './connection';
import { answerFailure, jsonOf } from './failures';
import { leaseRunsOut } from './lease';
import { signIn } from './sign-in';
import { tokenName } from './token-name';

interface Services {
  readonly profile: Profile;
  readonly secrets: Secrets;
  readonly log: Log;
  /** Told when the server has given this device another series: its own was somebody else's after a restore. */
  readonly seriesChanged: () => void;
}

/** What shows that this is the device it says it is, among the profile's secrets. */
const deviceSecretName = 'device-secret';

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
    const { account } = profile.state;
    return account !== null && account.leaving !== true && secrets.read(tokenName) !== undefined;
  }

  /** Whether the person has left a server that does not know it yet. */
  get isLeaving(): boolean {
    return this.services.profile.state.account?.leaving === true;
  }

  /** What only this installation knows; made when it is first asked for. */
  get deviceSecret(): string {
    const { secrets } = this.services;
    const known = secrets.read(deviceSecretName);
    if (known !== undefined) return known;
    const made = randomBytes(32).toString('base64url');
    secrets.write(deviceSecretName, made);
    return made;
  }

  /**
   * Leaves the server. The lease ends once the server has been told: until then the database may still be asked back.
   * @returns why the server does not know it yet; undefined when it does
   * @throws AppError `sync-device-revoked` when the device is to be wiped instead
   */
  async leave(): Promise<ErrorCode | undefined> {
    const { profile, secrets, log } = this.services;
    const { account } = profile.state;
    if (!account) return undefined;
    profile.change({ account: { ...account, leaving: true } });
    try {
      // A revoked device could sign out as well, but is to hand over what is unsent and to wipe.
      await this.ask('GET', '/me');
      await this.ask('POST', '/auth/logout');
    } catch (error) {
      const { code } = toFailure(error);
      if (code === 'sync-device-revoked') {
        profile.change({ account: { ...account, leaving: false } });
        throw error;
      }
      log.warn(`signing out: ${describeError(error)}`);
      this.forget();
      return code;
    }
    this.forget();
    secrets.remove(tokenName);
    const { contactAt, leaseDays, leaving, ...rest } = account;
    profile.change({ account: rest });
    return undefined;
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
      if (this.#password !== '') await this.#signInAgain(this.#password);
      if (this.isLeaving) {
        const failure = await this.leave();
        if (failure !== undefined) throw new AppError(failure);
      } else if (this.#password === '') await this.token(this.#token);
    } catch (error) {
      const { code } = toFailure(error);
      if (code === 'sync-offline' || code === 'sync-timeout') throw new AppError('lease-expired');
      // The token is lost: whoever took it away has not ended the lease by it.
      throw code === 'sync-not-configured' ? new AppError('sync-login-again') : error;
    } finally {
      this.#password = '';
    }
  }

  /** Whether the device has been away from the server for too long. */
  isLeaseOver(now: number): boolean {
    const { account } = this.services.profile.state;
    return account !== null && leaseRunsOut(account, now);
  }

  async #refresh(): Promise<string> {
    const { profile, secrets } = this.services;
    const { account } = profile.state;
    const refreshToken = account ? secrets.read(tokenName) : undefined;
    if (!account || refreshToken === undefined) throw new AppError('sync-not-configured');
    const response = await request(`${account.server}/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken, ...this.#device() }),
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

  /** How this device shows itself; the series only where a server has given it. */
  #device(): {
    readonly device: { readonly name: string; readonly secret: string };
    readonly series?: string;
  } {
    const { session, seriesDue } = this.services.profile.state;
    const device = { name: session.deviceName.slice(0, 200), secret: this.deviceSecret };
    return seriesDue || session.series === '' ? { device } : { device, series: session.series };
  }

  async #signInAgain(password: string): Promise<void> {
    const { account, session } = this.services.profile.state;
    if (!account) throw new AppError('sync-not-configured');
    const { server, login } = account;
    const { device, series } = this.#device();
    const named = { ...device, id: session.deviceId };
    const credentials = { server, login, password, device: named, ...(series ? { series } : {}) };
    this.signedIn(await signIn(credentials));
  }

  #noteContact({ leaseDays, user, series }: Partial<ServerSession>): void {
    const { profile } = this.services;
    const { account, session, seriesDue } = profile.state;
    if (!account) return;
    const role = user && user.id === session.userId ? user.role : session.role;
    const given = series && !seriesDue ? series : session.series;
    const isChanged = role !== session.role || given !== session.series;
    profile.change({
      account: { ...account, contactAt: new Date().toISOString(), leaseDays: leaseDays ?? 0 },
      ...(isChanged ? { session: { ...session, ...(role ? { role } : {}), series: given } } : {}),
    });
    if (given !== session.series) this.services.seriesChanged();
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
