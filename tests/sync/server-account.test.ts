import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile, ProfileState } from '../../src/main/app/profile';
import type { Secrets } from '../../src/main/app/secrets';
import { ServerAccount } from '../../src/main/sync/server-account';
import { signIn } from '../../src/main/sync/sign-in';
import { type RunningServer, startServer } from '../../src/server/start-server';

const password = 'очень-длинный пароль 4';
const days = 24 * 3600_000;
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ database: { memory: true }, passwordCost: 4 });
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
  const make = () => new ServerAccount({ profile, secrets, log: {} as never });
  const account = make();
  const credentials = { server: server.url, login: 'anna', password, device: { id: device, name: device } };
  account.signedIn(await signIn(credentials));
  return { account, restart: make, profile };
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
});
