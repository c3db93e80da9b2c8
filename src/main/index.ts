import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallOutput } from '@shared/contract';
import { failure, type Result } from '@shared/lib/result';
import { syncOff } from '@shared/sync/contract';
import { app, Menu, nativeTheme, powerMonitor, session, type WebContents } from 'electron';
import { dropForeignSwitches } from './app/command-line';
import { FlushBeforeClose } from './app/flush-before-close';
import { sinceInput, watchInput } from './app/input-clock';
import { Intents } from './app/intents';
import { openLog } from './app/log';
import { buildMenu } from './app/menu';
import { watchNetwork } from './app/network';
import { checkPageCall } from './app/page-rules';
import { Profile } from './app/profile';
import { registerScheme, serveRenderer } from './app/protocol';
import { Secrets } from './app/secrets';
import { secureContents, secureSession } from './app/security';
import { seedAndQuit, seedAsked } from './app/seed';
import { followSwitches } from './app/switches';
import type { HandlerServices } from './app/system';
import { Windows } from './app/windows';
import { Workspace } from './app/workspace';
import type { Backups } from './backups';
import { serveIpc } from './ipc/serve';
import { States } from './ipc/states';
import { answeredLocked } from './security/answered-locked';
import { Attempts } from './security/attempts';
import { watchIdle } from './security/auto-lock';
import { findKey } from './security/find-key';
import { Keyring } from './security/keyring';
import { Lock } from './security/lock';
import { type SystemKeyStore, systemKeyStore } from './security/system-key-store';
import type { SyncNews } from './sync/internal-calls';
import { ServerAccount } from './sync/server-account';
import { watchLease } from './sync/watch-lease';
import { describeError, toFailure } from './threads/failures';
import { setThreadFolder } from './threads/files';
import { beginAhead } from './threads/process';

dropForeignSwitches(process.argv.slice(1));
// Root (a container, CI) cannot have Chromium's sandbox and says so by its switch; the pages stay isolated even then.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();
setThreadFolder(new URL('.', import.meta.url));
secureContents();
watchInput();

if (!app.requestSingleInstanceLock()) app.quit();
else {
  void app.whenReady().then(start);
}

/** The composition root: makes everything once and ties it together. */
function start(): void {
  const profile = new Profile(app.getPath('userData'));
  const log = openLog(profile.folder);
  const states = new States();
  const resources = app.isPackaged
    ? join(process.resourcesPath, 'resources')
    : fileURLToPath(new URL('../../resources', import.meta.url));

  const clients = seedAsked();
  if (clients !== undefined) {
    const store = systemKeyStore();
    const keyring = makeKeyring(profile, store);
    const noNews = { 'sync.tokenWanted': () => {}, 'sync.revoked': () => {} };
    const workspace = new Workspace({
      ...{ profile, keyring, states, log, resources },
      opened: () => {},
      news: noNews,
    });
    const found = findKey(keyring, store, profile, workspace.databasePath);
    if (found === 'open') profile.unlock(keyring.sealer);
    void seedAndQuit(clients, { workspace, profile, states });
    return;
  }

  secureSession(session.defaultSession);
  serveRenderer(session.defaultSession, fileURLToPath(new URL('../renderer', import.meta.url)), () =>
    states.several(['settings.all', 'app.status', 'sync.status']),
  );

  const begin = () => {
    states.publish('settings.all', profile.state.settings);
    states.publish('sync.status', syncOff);
    states.publish('import.progress', { phase: 'idle' });
    states.publish('backups.rescue', { phase: 'idle' });
    states.publish('storageHealth.now', null);
    states.publish('storageHealth.missing', null);
  };
  begin();
  nativeTheme.themeSource = profile.state.settings.theme;
  // The window loads while the threads open the database.
  const flush = new FlushBeforeClose(states);
  const windows = new Windows(profile, join(resources, 'icon.png'), flush);
  const window = windows.open();
  // Whatever is opened, the reader is the first to be asked: it loads its code while the window comes up.
  beginAhead('reader');

  const store = systemKeyStore();
  const keyring = makeKeyring(profile, store);
  const secrets = new Secrets(profile.folder, keyring);
  let reminding = false;
  const opened = () => {
    void import('./sync/handlers')
      .then(({ startSync }) => startSync(services))
      .catch((error) => log.warn(`sync: ${describeError(error)}`));
    if (reminding) return;
    reminding = true;
    void import('./tasks/reminders').then(({ startReminders }) =>
      startReminders({ ...services, openTask: (id: string) => intents.ask('open-task', id) }),
    );
  };
  const told = <N extends keyof SyncNews>(name: N, value: SyncNews[N]) =>
    void import('./sync/handlers')
      .then(({ syncNews }) => syncNews[name](services, value))
      .catch((error) => log.warn(`${name}: ${describeError(error)}`));
  let backupsOpened: Backups | undefined;
  const backups = async () => {
    const { openCopies } = await import('./backups');
    backupsOpened ??= openCopies({
      ...{ profile, states, log, secrets, workspace, keyring, store },
      encryptionKey: () => workspace.encryptionKey(),
      putKeyBeside: (folder) => lock.copyKeyFileTo(folder),
    });
    return backupsOpened;
  };
  const workspace = new Workspace({
    ...{ profile, keyring, states, log, resources, opened, backups },
    news: {
      'sync.tokenWanted': (used) => told('sync.tokenWanted', used),
      'sync.revoked': () => told('sync.revoked', null),
    },
  });
  const importing = () => states.get('import.progress')?.phase;
  const busy = () => ['checking', 'importing', 'undoing'].includes(importing() ?? '');
  const lock = new Lock({
    keyring,
    store,
    attempts: new Attempts(join(profile.folder, 'lock.json')),
    secrets,
    profile,
    workspace,
    states,
    flush,
    log,
    begin() {
      begin();
      intents.publish();
    },
    pages: () => windows.pages,
    reload: (at) => windows.reload(at),
    settle: async () => (await import('./import/handlers')).endImport(busy),
    clearWindows: () => session.defaultSession.clearStorageData(),
  });
  const intents = new Intents({
    states,
    focus: () => windows.focus().webContents.id,
    locked: () => lock.locked,
  });
  const server = new ServerAccount({ profile, secrets, log });
  lock.gate = () => server.renewLease(Date.now());
  lock.whenLocked(() => server.forget());
  watchLease(server, () => {
    if (!lock.locked)
      void lock
        .lock('lease-expired')
        .catch((error: unknown) => log.error(`locking: ${describeError(error)}`));
  });
  const lockQuietly = (reason: 'idle' | 'sleep') => {
    if (!lock.locked && keyring.hasPassword)
      void lock.lock(reason).catch((error: unknown) => log.error(`locking: ${describeError(error)}`));
  };
  watchIdle({
    minutes: () => (lock.locked || !keyring.hasPassword ? 0 : profile.state.autoLockMinutes),
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    busy,
    lock: () => lockQuietly('idle'),
  });
  // Some computers fall asleep without a word: then it is waking up that tells.
  for (const event of ['suspend', 'resume', 'lock-screen'] as const)
    powerMonitor.on(event as 'suspend', () => lockQuietly('sleep'));
  const services: HandlerServices = {
    profile,
    secrets,
    keyring,
    lock,
    server,
    states,
    windows,
    flush,
    intents,
    log,
    resources,
    workspace,
    backups,
    ...workspace.ask,
  };

  watchNetwork(() => void workspace.call('sync.now', null));

  serveIpc(
    {
      command: async (name, input) => (lock.locked ? failure('app-locked') : workspace.command(name, input)),
      read: async (name, input) => (lock.locked ? failure('app-locked') : workspace.read(name, input)),
      system: async (name, input, sender) =>
        lock.locked && !answeredLocked.has(name)
          ? failure('app-locked')
          : callSystem(services, name, input, sender, () =>
              checkPageCall(name, {
                phase: states.get('app.status')?.phase,
                demo: profile.state.demo,
                sinceInput: sinceInput(sender),
              }),
            ),
      watchLive: (name, input, listener) => workspace.live.watch(name, input, listener),
      watchState: (name, listener, sender) =>
        states.watch(name, (value) => {
          if (isMeantFor(sender.id, name, value)) listener(value);
        }),
      refused: (why) => log.warn(`refused ${why}`),
    },
    (contents) => windows.isOurs(contents),
  );

  const setMenu = () =>
    Menu.setApplicationMenu(
      buildMenu(profile.state.settings.language, {
        intent: (intent) => intents.ask(intent),
        own: {
          'new-window': () => windows.open(),
          logs: () => void callSystem(services, 'app.openLogs', {}, window.webContents),
        },
      }),
    );
  setMenu();
  profile.onChange(({ settings }) => {
    if (settings === states.get('settings.all')) return;
    states.publish('settings.all', settings);
    nativeTheme.themeSource = settings.theme;
    setMenu();
  });

  app.on('second-instance', () => windows.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('activate', () => windows.focus());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void windows
      .partAll()
      .then(() => workspace.close())
      .catch((error: unknown) => log.error(`closing: ${describeError(error)}`))
      .then(() => app.quit());
  });

  void lock.start().then(async () => {
    const { clearLeftOpen } = await import('./files/handlers');
    clearLeftOpen(profile.folder);
    return followSwitches(window.webContents);
  });
  log.info(`started ${app.getVersion()} on Electron ${process.versions.electron}`);
}

function makeKeyring(profile: Profile, store: SystemKeyStore): Keyring {
  return new Keyring({ folder: profile.folder, store, now: () => new Date().toISOString() });
}

/** A command of the menu is for the window a person is in, a flush for those that close; the rest for all. */
function isMeantFor(window: number, name: string, value: unknown): boolean {
  if (name === 'app.intent') {
    const intent = value as CallOutput<'app.intent'>;
    return intent === null || intent.window === window;
  }
  if (name === 'app.flush') return (value as CallOutput<'app.flush'>).windows.includes(window);
  return true;
}

async function callSystem(
  services: HandlerServices,
  name: string,
  input: unknown,
  sender: WebContents,
  check: () => void = () => {},
): Promise<Result<unknown>> {
  try {
    check();
    // What only calls need is loaded with the first of them, not before the first window.
    const [{ validateInput }, { handlers }] = await Promise.all([
      import('./ipc/validate'),
      import('./app/handlers'),
    ]);
    const sound = validateInput('system', name, input);
    const handler = handlers[name as keyof typeof handlers] as (context: unknown, input: unknown) => unknown;
    return { ok: true, value: await handler({ ...services, sender }, sound) };
  } catch (error) {
    const refused = toFailure(error);
    if (refused.code === 'internal') services.log.error(`${name}: ${describeError(error)}`);
    return { ok: false, error: refused };
  }
}
