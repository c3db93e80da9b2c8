import { AppError } from '@shared/lib/result';
import type { ServerSession } from '@shared/sync/session';
import type { FeatureSystems, SystemServices } from '../app/system';
import { describeError } from '../threads/failures';
import { serverAddress } from './sign-in';
import type { SyncStart } from './sync';
import { tokenName } from './token-name';

export const syncSystems: FeatureSystems<'sync'> = {
  async 'sync.connect'(services, { server: typed, login, password }) {
    const { profile, secrets, command, base } = services;
    const server = serverAddress(typed);
    const { session, account } = profile.state;
    const signedIn = (await command('$sync.signIn', {
      server,
      login,
      password,
      device: { id: session.deviceId, name: session.deviceName },
      restored: profile.state.seriesDue,
    })) as ServerSession;
    if (account && account.workspace !== signedIn.workspace) throw new AppError('sync-other-workspace');
    const restored = services.states.get('sync.status')?.error?.code === 'sync-server-restored';
    const epoch = (account?.epoch ?? 0) + (restored ? 1 : 0);
    secrets.write(tokenName, signedIn.token);
    const before = session.userId;
    profile.change({
      account: { server, login: signedIn.user.login, workspace: signedIn.workspace, epoch },
      session: {
        ...session,
        userId: signedIn.user.id,
        userName: signedIn.user.name,
        series: signedIn.series,
      },
      seriesDue: false,
    });
    await base.sessionChanged();
    if (before !== signedIn.user.id) await command('$sync.adopt', { from: before, to: signedIn.user.id });
    await startSync(services);
    return null;
  },
  async 'sync.disconnect'({ secrets, command }) {
    await command('$sync.stop', null);
    secrets.remove(tokenName);
    return null;
  },
  async 'sync.now'({ command }) {
    await command('$sync.now', null);
    return null;
  },
};

/** Begins to replicate where this profile has signed in before; called after every opening of the base. */
export async function startSync(services: SystemServices): Promise<void> {
  const { profile, secrets, command } = services;
  const { account } = profile.state;
  const token = account && secrets.read(tokenName);
  if (!account || !token) return;
  const { server, login, workspace, epoch } = account;
  const identity = epoch > 0 ? `${workspace}~${epoch}` : workspace;
  await command('$sync.start', { server, login, workspace: identity, token } satisfies SyncStart);
  if (profile.state.seriesDue) {
    // In its own time: the server may be out of reach for days, and until then the makeshift series does.
    void renewSeries(services).catch((error: unknown) =>
      services.log.warn(`a new series: ${describeError(error)}`),
    );
  }
}

/** Asks the server for a new series after a restore. */
async function renewSeries({ profile, command, base }: SystemServices): Promise<void> {
  const series = (await command('$sync.renewSeries', null)) as string;
  profile.change({ session: { ...profile.state.session, series }, seriesDue: false });
  await base.sessionChanged();
}
