import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile, ProfileState } from '../../src/main/app/profile';
import type { Secrets } from '../../src/main/app/secrets';
import { ServerAccount } from '../../src/main/sync/server-account';
import { signIn } from '../../src/main/sync/sign-in';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { inMemory } from '../support/memory-database';

const password = 'очень-длинный пароль 4';
const days = 24 * 3600_000;
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ database: await inMemory(), passwordCost: 4 });
  await server.createUser({ login: 'anna', name: 'Анна', password });
});
afterAll(() => server.close());

/** The account of a profile that is kept in memory; `secrets` outlive it as a restart does. */
async function signedIn(device: string) {
  const kept = new Map<string, string>();
  let state = {
    account: { server: server.url, login: 'anna', workspace: server.workspace, epoch: 0 },
    session: { userId: '', userName: '', deviceId: device, deviceName: device, series: '' },
  } as unknown as ProfileState;
  const profile = {
    get state() {
      return state;
    },
    change: (patch: Partial<ProfileState>) => {
      state = { ...state, ...patch };
    },
  } as Profile;
  const secrets = {
    read: (name: string) => kept.get(name),
    write: (name: string, value: string) => void kept.set(name, value),
    remove: (name: string) => void kept.delete(name),
  } as unknown as Secrets;
  const told: string[] = [];
  const seriesChanged = () => void told.push(profile.state.session.series);
  const make = () => new ServerAccount({ profile, secrets, log: { warn() {} } as never, seriesChanged });
  const account = make();
  const credentials = { server: server.url, login: 'anna', password, device: { id: device, name: device } };
  account.signedIn(await signIn(credentials));
  return { account, restart: make, profile, secrets, told };
}

describe('the server account of a profile', () => {
  it('changes its token when one is refused, once for all who ask, and after a restart', async () => {
    const { account, restart } = await signedIn('laptop-1');
    const first = await account.token();
    const [second, same] = await Promise.all([account.token(first), account.token(first)]);
    expect(second).not.toBe(first);
    expect(same).toBe(second);
    expect(await account.ask('GET', '/me')).toMatchObject({ user: { login: 'anna' } });
    expect(await restart().ask('GET', '/me')).toMatchObject({ device: 'laptop-1' });
  });

  it('lets in while the lease runs, makes contact when it is over, and asks for the password when it must', async () => {
    const { account, restart, profile } = await signedIn('laptop-2');
    const now = Date.now();
    await account.renewLease(now + 29 * days);
    const contact = profile.state.account?.contactAt;
    const contactWas = (at: string) => {
      const known = profile.state.account;
      if (known) profile.change({ account: { ...known, contactAt: at } });
    };
    contactWas(new Date(now - 31 * days).toISOString());
    expect(account.isLeaseOver(now)).toBe(true);
    await restart().renewLease(now);
    expect(profile.state.account?.contactAt).not.toBe(contact);
    expect(account.isLeaseOver(now)).toBe(false);

    // Without the server: locked, and told why.
    contactWas(new Date(now - 31 * days).toISOString());
    const away = profile.state.account;
    if (away) profile.change({ account: { ...away, server: 'http://127.0.0.1:9' } });
    await expect(restart().renewLease(now)).rejects.toMatchObject({ code: 'lease-expired' });
    if (away) profile.change({ account: away });

    // The session has ended meanwhile: the server wants its password, once.
    await server.setUserDisabled('anna', true);
    await server.setUserDisabled('anna', false);
    const locked = restart();
    await expect(locked.renewLease(now)).rejects.toMatchObject({ code: 'sync-login-again' });
    locked.offerPassword('не тот');
    await expect(locked.renewLease(now)).rejects.toMatchObject({ code: 'sync-wrong-password' });
    locked.offerPassword(password);
    await locked.renewLease(now);
    expect(locked.isLeaseOver(now)).toBe(false);
  });

  it('leaves the server only when that knows it: without a line the lease goes on, and a lost token ends none', async () => {
    const { account, restart, profile, secrets } = await signedIn('laptop-3');
    const now = Date.now();
    const away = (server: string, contactAt: string) => {
      const known = profile.state.account;
      if (known) profile.change({ account: { ...known, server, contactAt } });
    };
    const [recently, longAgo] = [new Date(now).toISOString(), new Date(now - 400 * days).toISOString()];
    away('http://127.0.0.1:9', recently);
    expect(await account.leave()).toBe('sync-offline');
    expect([account.isSignedIn, account.isLeaving, account.isLeaseOver(now)]).toEqual([false, true, false]);
    away('http://127.0.0.1:9', longAgo);
    expect(account.isLeaseOver(now)).toBe(true);
    await expect(restart().renewLease(now)).rejects.toMatchObject({ code: 'lease-expired' });
    // Whoever deletes the token has no other lease by it.
    const token = secrets.read('server-token') ?? '';
    secrets.remove('server-token');
    expect(restart().isLeaseOver(now)).toBe(true);
    away(server.url, longAgo);
    await expect(restart().renewLease(now)).rejects.toMatchObject({ code: 'sync-login-again' });
    // With a line the server is told, and the database is the person's own.
    secrets.write('server-token', token);
    await restart().renewLease(now);
    expect(profile.state.account).toMatchObject({ login: 'anna', workspace: server.workspace });
    expect(restart().isLeaseOver(now + 4000 * days)).toBe(false);
    expect([restart().isSignedIn, restart().isLeaving, secrets.read('server-token')]).toEqual([
      false,
      false,
      undefined,
    ]);
  });

  it('does not let go of a computer whose person may not come in any more, or that was revoked', async () => {
    await server.createUser({ login: 'boss', name: 'Ольга', role: 'admin', password });
    const put = await signedIn('laptop-4');
    await server.setUserDisabled('anna', true);
    expect(await put.account.leave()).toBe('sync-login-again');
    expect(put.account.isLeaseOver(Date.now() + 31 * days)).toBe(true);
    await server.setUserDisabled('anna', false);
    const lost = await signedIn('laptop-5');
    const boss = await signIn({
      server: server.url,
      login: 'boss',
      password,
      device: { id: 'boss', name: '' },
    });
    const revoked = await fetch(`${server.url}/devices/laptop-5/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${boss.token}` },
    });
    expect(revoked.status).toBe(204);
    await expect(lost.account.leave()).rejects.toMatchObject({ code: 'sync-device-revoked' });
    // It is to hand over and to wipe: so it is still signed in.
    expect([lost.account.isSignedIn, lost.account.isLeaving]).toEqual([true, false]);
  });

  it('shows the secret and the series of its device, and takes another series from the server', async () => {
    const { account, profile, restart, told } = await signedIn('laptop-6');
    const secret = account.deviceSecret;
    expect(restart().deviceSecret).toBe(secret);
    const next = restart();
    const given = profile.state.session.series;
    expect(given).toMatch(/^[А-Я]\d+$/);
    // What it numbered with is another's by now: the first laptop's.
    profile.change({ session: { ...profile.state.session, series: 'А1' } });
    told.length = 0;
    await next.token();
    expect([told, profile.state.session.series]).toEqual([[given], given]);
    // Bound by the refresh: a colleague who names the device gets another, one who knows its secret this one.
    await server.createUser({ login: 'dina', name: 'Дина', password });
    const colleague = { server: server.url, login: 'dina', password };
    const named = { id: 'laptop-6', name: '' };
    expect((await signIn({ ...colleague, device: named })).series).not.toBe(given);
    expect((await signIn({ ...colleague, device: { ...named, secret } })).series).toBe(given);
  });
});
