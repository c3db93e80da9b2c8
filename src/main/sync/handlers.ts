import { readFile, stat } from 'node:fs/promises';
import { isLocalUser } from '@shared/app/contract';
import { AppError } from '@shared/lib/result';
import { syncOff } from '@shared/sync/contract';
import { BrowserWindow, dialog, type OpenDialogOptions, type WebContents } from 'electron';
import { confirmWeakening } from '../app/confirm';
import { systemProxyFor } from '../app/page-network';
import type { FeatureHandlers, HandlerServices } from '../app/system';
import { recordsHere } from '../audit/exporting';
import { describeError, toFailure } from '../threads/failures';
import { type Certificate, maxCertificateBytes, readCertificate } from './certificate';
import type { SyncNews } from './internal-calls';
import { applyProxy, type ProxySettings, proxyOfRules, withAccount } from './proxy';
import { serverAddress } from './sign-in';
import type { TokenAnswer } from './tokens';

/** The proxy's password among the profile's secrets. */
const proxyPasswordName = 'proxy-password';

export const syncHandlers: FeatureHandlers<'sync'> = {
  async 'sync.connect'(services, { server: typed, login, password }) {
    const { profile, data, workspace } = services;
    const server = serverAddress(typed);
    const { session, account } = profile.state;
    const changed = profile.state.account?.server !== server;
    if (changed && (await recordsHere(services)) > 0) await confirmWeakening(services, 'server', server);
    await chooseWay(services, server);
    const signedIn = await data('sync.signIn', {
      server,
      login,
      password,
      device: { id: session.deviceId, name: session.deviceName, secret: services.server.deviceSecret },
      restored: profile.state.seriesDue,
      ...(profile.state.seriesDue ? {} : { series: session.series }),
    });
    if (account && account.workspace !== signedIn.workspace) throw new AppError('sync-other-workspace');
    const restored = services.states.get('sync.status')?.error?.code === 'sync-server-restored';
    const before = session.userId;
    const isLocal = isLocalUser(before);
    // Another person sits down at this database: replicated under a new identity everything is offered to the server
    // once more, which takes off the device what is not his.
    const other = !isLocal && before !== signedIn.user.id;
    const epoch = (account?.epoch ?? 0) + (restored || other ? 1 : 0);
    profile.change({
      account: { server, login: signedIn.user.login, workspace: signedIn.workspace, epoch },
      session: {
        ...session,
        userId: signedIn.user.id,
        userName: signedIn.user.name,
        series: signedIn.series,
        role: signedIn.user.role,
      },
      seriesDue: false,
    });
    services.server.signedIn(signedIn);
    await workspace.sessionChanged();
    if (isLocal) await data('sync.adopt', { from: before, to: signedIn.user.id });
    await startSync(services);
    return null;
  },
  async 'sync.disconnect'(services) {
    await services.data('sync.stop', null);
    await leave(services);
    return null;
  },
  async 'sync.pause'({ data }, { paused }) {
    await data('sync.pause', { paused });
    return null;
  },
  async 'sync.serverCounts'({ data }) {
    return data('sync.serverCounts', null);
  },
  async 'sync.now'({ data }) {
    await data('sync.now', null);
    return null;
  },
  async 'sync.proxyAccount'(services, { user, password }) {
    const { profile, secrets } = services;
    if (user === '') secrets.remove(proxyPasswordName);
    else secrets.write(proxyPasswordName, password);
    profile.change({ settings: { ...profile.state.settings, syncProxyUser: user } });
    await startSync(services);
    return null;
  },
  async 'sync.setProxy'(services, { proxy }) {
    const { profile } = services;
    const present = profile.state.settings.syncProxy;
    if (proxy !== '' && proxy !== present) await confirmWeakening(services, 'proxy', proxy);
    profile.change({ settings: { ...profile.state.settings, syncProxy: proxy } });
    await startSync(services);
    return null;
  },
  async 'sync.pickCertificate'(services) {
    const { profile, sender } = services;
    const picked = await pickCertificate(sender);
    if (picked === undefined) return null;
    const { pem, name } = picked;
    await confirmWeakening(services, 'certificate', name);
    profile.change({
      settings: { ...profile.state.settings, syncCertificate: pem, syncCertificateName: name },
    });
    await startSync(services);
    return null;
  },
  async 'sync.forgetCertificate'(services) {
    const { profile } = services;
    profile.change({
      settings: { ...profile.state.settings, syncCertificate: '', syncCertificateName: '' },
    });
    await startSync(services);
    return null;
  },
  'sync.offerPassword'({ server }, { password }) {
    server.offerPassword(password);
    return null;
  },
};

/** Leaves the server, or says that it does not know it yet. A device that was revoked hands over and is wiped instead. */
async function leave(services: HandlerServices): Promise<void> {
  const { server, states } = services;
  try {
    if ((await server.leave()) === undefined) return;
  } catch {
    return startSync(services);
  }
  states.publish('sync.status', { ...syncOff, error: { code: 'sync-leaving', data: {} } });
}

/** Begins to replicate where this profile has signed in before; called after every opening of the database. */
export async function startSync(services: HandlerServices): Promise<void> {
  const { profile, server: account, data } = services;
  if (account.isLeaving) return leave(services);
  if (!profile.state.account || !account.isSignedIn) return;
  const { server, login, workspace, epoch } = profile.state.account;
  const identity = epoch > 0 ? `${workspace}~${epoch}` : workspace;
  await chooseWay(services, server);
  const lowTraffic = profile.state.settings.syncLowTraffic;
  await data('sync.start', { server, login, workspace: identity, lowTraffic });
  if (profile.state.seriesDue) {
    // In its own time: the server may be out of reach for days, and until then the makeshift series does.
    void renewSeries(services).catch((error: unknown) =>
      services.log.warn(`a new series: ${describeError(error)}`),
    );
  }
}

/** What the data thread tells main of the exchange. */
export const syncNews: {
  readonly [N in keyof SyncNews]: (services: HandlerServices, value: SyncNews[N]) => Promise<unknown>;
} = {
  async 'sync.tokenWanted'({ server, data }, used) {
    const answer = await server.token(used).then(
      (token): TokenAnswer => ({ token }),
      (error: unknown): TokenAnswer => ({ code: toFailure(error).code }),
    );
    await data('sync.token', answer);
  },
  'sync.revoked': obeyRevocation,
};

/** The server has everything of this revoked device: its database is wiped, and the person told why. */
async function obeyRevocation({ server, lock, log, states }: HandlerServices): Promise<void> {
  await server
    .ask('POST', '/device/wiped')
    .catch((error: unknown) => log.warn(`telling of the wipe: ${describeError(error)}`));
  server.forget();
  await lock.wipe();
  states.publish('sync.status', { ...syncOff, error: { code: 'sync-device-revoked', data: {} } });
}

/** Asks the server for a new series after a restore. */
async function renewSeries({ profile, data, workspace, server }: HandlerServices): Promise<void> {
  const series = await data('sync.renewSeries', { secret: server.deviceSecret });
  profile.change({ session: { ...profile.state.session, series }, seriesDue: false });
  await workspace.sessionChanged();
}

/** Has this process and the data thread go through the proxy set, or the one the system has for the server. */
async function chooseWay({ profile, data, secrets }: HandlerServices, server: string): Promise<void> {
  const { syncProxy, syncProxyUser, syncCertificate } = profile.state.settings;
  const proxy = syncProxy || proxyOfRules(await systemProxyFor(server));
  const password = syncProxyUser === '' ? '' : (secrets.read(proxyPasswordName) ?? '');
  const way: ProxySettings = {
    proxy: withAccount(proxy, syncProxyUser, password),
    certificate: syncCertificate,
  };
  await applyProxy(way);
  await data('sync.proxy', way);
}

/** Asks for a file with a certificate; undefined when none was chosen. @throws AppError `sync-certificate-invalid` */
async function pickCertificate(sender: WebContents): Promise<Certificate | undefined> {
  const options: OpenDialogOptions = {
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name: 'X.509', extensions: ['pem', 'crt', 'cer', 'der'] }],
  };
  const window = BrowserWindow.fromWebContents(sender);
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  const [file] = filePaths;
  if (file === undefined) return undefined;
  const { size } = await stat(file);
  if (size > maxCertificateBytes) throw new AppError('sync-certificate-invalid');
  return readCertificate(await readFile(file));
}
