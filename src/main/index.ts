import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, nativeTheme, session } from 'electron';
import { dropForeignSwitches } from './app/command-line';
import { makeCore } from './app/core';
import { publishFirstStates } from './app/first-states';
import { FlushBeforeClose } from './app/flush-before-close';
import { followSettings } from './app/follow-settings';
import { watchInput } from './app/input-clock';
import { liveAndQuit } from './app/live-and-quit';
import { registerScheme, serveRenderer } from './app/protocol';
import { secureContents, secureSession } from './app/security';
import { seedAndQuit, seedAsked } from './app/seed';
import { servePages } from './app/serve-pages';
import { makeServices } from './app/services';
import { followSwitches } from './app/switches';
import { watchComputer } from './app/watch-computer';
import { Windows } from './app/windows';
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
  const core = makeCore(fileURLToPath(new URL('../../resources', import.meta.url)));
  const { profile, states, log, resources } = core;
  const clients = seedAsked();
  if (clients !== undefined) {
    void seedAndQuit(clients, core);
    return;
  }

  secureSession(session.defaultSession);
  serveRenderer(session.defaultSession, fileURLToPath(new URL('../renderer', import.meta.url)), () =>
    states.several(['settings.all', 'app.status', 'sync.status']),
  );
  publishFirstStates(core);
  nativeTheme.themeSource = profile.state.settings.theme;
  // The window loads while the threads open the database.
  const flush = new FlushBeforeClose(states);
  const windows = new Windows(profile, join(resources, 'icon.png'), flush);
  const page = windows.open().webContents;
  // Whatever is opened, the reader is the first to be asked: it loads its code while the window comes up.
  beginAhead('reader');

  const services = makeServices(core, windows, flush);
  watchComputer(services);
  servePages(services);
  followSettings(services, page);
  liveAndQuit(services);
  void services.lock.start().then(async () => {
    const { clearLeftOpen } = await import('./files/handlers');
    clearLeftOpen(profile.folder);
    return followSwitches(page);
  });
  log.info(`started ${app.getVersion()} on Electron ${process.versions.electron}`);
}
