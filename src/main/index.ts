import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppIntent, AppStatus } from '@shared/app/contract';
import { failure, type Result } from '@shared/lib/result';
import { defaultSettings } from '@shared/settings/contract';
import { syncOff } from '@shared/sync/contract';
import { app, Menu, nativeTheme, session, type WebContents } from 'electron';
import { Engine } from './app/engine';
import { openLog } from './app/log';
import { buildMenu } from './app/menu';
import { Profile } from './app/profile';
import { registerScheme, serveRenderer } from './app/protocol';
import { Secrets } from './app/secrets';
import { secureContents, secureSession } from './app/security';
import { type BaseControl, type SystemServices, unwrap } from './app/system';
import { systems } from './app/systems';
import { Windows } from './app/windows';
import { serveIpc } from './ipc/serve';
import { States } from './ipc/states';
import { validateInput } from './ipc/validate';
import { listCopies } from './store/copies';
import { startReminders } from './tasks/reminders';
import { describeError, toFailure } from './threads/failures';

// Root (a container, CI) cannot have Chromium's sandbox and says so by its switch; the pages stay isolated even then.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();
secureContents();

if (!app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(start);

/** The composition root: makes everything once and ties it together. */
function start(): void {
  const profile = new Profile(app.getPath('userData'));
  const log = openLog(profile.folder);
  const states = new States();
  const resources = app.isPackaged
    ? join(process.resourcesPath, 'resources')
    : fileURLToPath(new URL('../../resources', import.meta.url));

  secureSession(session.defaultSession);
  serveRenderer(session.defaultSession, fileURLToPath(new URL('../renderer', import.meta.url)));

  const windows = new Windows(profile, join(resources, 'icon.png'));
  states.publish('settings.all', profile.state.settings);
  states.publish('sync.status', syncOff);
  states.publish('import.progress', { phase: 'idle' });
  nativeTheme.themeSource = profile.state.settings.theme;
  const status: { now: AppStatus } = {
    now: {
      phase: 'starting',
      session: profile.state.session,
      demo: profile.state.demo,
      error: null,
      copies: [],
      keyProtection: 'os',
    },
  };
  const publishStatus = (patch: Partial<AppStatus>) => {
    status.now = { ...status.now, ...patch };
    states.publish('app.status', status.now);
  };
  publishStatus({});
  // The window loads while the threads open the base.
  const window = windows.open();

  const secrets = new Secrets(profile.folder);
  let engine: Engine | undefined;

  const openBase = async (): Promise<void> => {
    publishStatus({ phase: 'starting', error: null });
    let opened: Result<unknown>;
    try {
      engine = new Engine({
        databasePath: profile.databasePath,
        encryptionKey: secrets.databaseKey(),
        resources,
        session: profile.state.session,
        publish: (name, value) => states.publishAny(name, value),
        log: (level, message) => log[level](message),
        died: (thread) => {
          log.error(`the ${thread} thread ended`);
          publishStatus({ phase: 'broken', error: { code: 'internal', data: {} } });
        },
      });
      live.attach(engine);
      opened = await engine.opened;
    } catch (error) {
      log.error(`opening the base: ${describeError(error)}`);
      opened = { ok: false, error: toFailure(error) };
    }
    if (opened.ok) {
      profile.change({ closedCleanly: false });
      publishStatus({
        phase: profile.state.welcomed ? 'ready' : 'welcome',
        keyProtection: secrets.protection,
      });
    } else {
      log.error(`the base did not open: ${opened.error.code}`);
      publishStatus({ phase: 'broken', error: opened.error, copies: listCopies(profile.copiesFolder) });
    }
  };

  const closeBase = async (): Promise<void> => {
    const open = engine;
    engine = undefined;
    await open?.close();
  };

  const base: BaseControl = {
    databasePath: profile.databasePath,
    encryptionKey: () => secrets.databaseKey(),
    async reopen(work) {
      await closeBase();
      await work();
      await openBase();
    },
    async sessionChanged() {
      publishStatus({ session: profile.state.session });
      await engine?.setSession(profile.state.session);
    },
  };

  const live = new LiveRelay();
  const services: SystemServices = {
    profile,
    secrets,
    states,
    windows,
    log,
    resources,
    base,
    command: async (name, input) => unwrap((await engine?.command(name, input)) ?? failure('store-not-open')),
    read: async (name, input) => unwrap((await engine?.read(name, input)) ?? failure('store-not-open')),
  };

  serveIpc(
    {
      command: async (name, input) => (await engine?.command(name, input)) ?? failure('store-not-open'),
      read: async (name, input) => (await engine?.read(name, input)) ?? failure('store-not-open'),
      system: (name, input, sender) => callSystem(services, name, input, sender),
      watchLive: (name, input, listener) => live.watch(name, input, listener),
      watchState: (name, listener) => states.watch(name, listener),
      refused: (why) => log.warn(`refused ${why}`),
    },
    (contents) => windows.isOurs(contents),
  );

  let intents = 0;
  const intent = (name: AppIntent | 'open-task', id = '') => {
    intents += 1;
    windows.focus();
    states.publish('app.intent', { intent: name, id, count: intents });
  };
  const setMenu = () =>
    Menu.setApplicationMenu(
      buildMenu(profile.state.settings.language, {
        intent,
        newWindow: () => windows.open(),
        openLogs: () => void callSystem(services, 'app.openLogs', {}, window.webContents),
      }),
    );
  setMenu();
  profile.onChange((state) => {
    if (state.settings !== states.get('settings.all')) {
      states.publish('settings.all', state.settings);
      nativeTheme.themeSource = state.settings.theme;
      setMenu();
    }
    publishStatus({
      demo: state.demo,
      session: state.session,
      ...(status.now.phase === 'welcome' && state.welcomed ? { phase: 'ready' as const } : {}),
    });
  });

  app.on('second-instance', () => windows.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('activate', () => windows.focus());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void closeBase()
      .catch((error: unknown) => log.error(`closing: ${describeError(error)}`))
      .then(() => {
        profile.change({ closedCleanly: true });
        app.quit();
      });
  });

  void openBase().then(() => {
    startReminders({ ...services, openTask: (id: string) => intent('open-task', id) });
    followSwitches(window.webContents);
  });
  log.info(
    `started ${app.getVersion()} on Electron ${process.versions.electron}, ${defaultSettings.language}`,
  );
}

async function callSystem(
  services: SystemServices,
  name: string,
  input: unknown,
  sender: WebContents,
): Promise<Result<unknown>> {
  try {
    validateInput('system', name, input);
    const handler = systems[name as keyof typeof systems] as (context: unknown, input: unknown) => unknown;
    return { ok: true, value: await handler({ ...services, sender }, input) };
  } catch (error) {
    const refused = toFailure(error);
    if (refused.code === 'internal') services.log.error(`${name}: ${describeError(error)}`);
    return { ok: false, error: refused };
  }
}

/** Live queries outlive the engine: when the base is opened anew, every watcher is moved to the new threads. */
class LiveRelay {
  readonly #watchers = new Set<{
    readonly name: string;
    readonly input: unknown;
    readonly listener: (result: Result<unknown>) => void;
    end: () => void;
  }>();
  #engine: Engine | undefined;

  attach(engine: Engine): void {
    this.#engine = engine;
    for (const watcher of this.#watchers) {
      watcher.end = engine.watch(watcher.name, watcher.input, watcher.listener);
    }
  }

  watch(name: string, input: unknown, listener: (result: Result<unknown>) => void): () => void {
    const watcher = { name, input, listener, end: this.#engine?.watch(name, input, listener) ?? (() => {}) };
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
      watcher.end();
    };
  }
}

/** `--screenshot=FILE` saves what the window shows and quits; see `npm start -- --screenshot FILE`. */
function followSwitches(contents: WebContents): void {
  const file = app.commandLine.getSwitchValue('screenshot');
  if (!file) return;
  setTimeout(async () => {
    const picture = await contents.capturePage();
    writeFileSync(file, picture.toPNG());
    process.stdout.write(`${basename(file)} saved\n`);
    app.quit();
  }, 1500);
}
