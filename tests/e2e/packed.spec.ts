import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { _electron } from '@playwright/test';
import { build, Platform } from 'electron-builder';
import { fuses, packing } from '../../build/electron-builder.config.mjs';
import { expect, test } from '../support/test';

// The program as it ships, packed with all it needs.
test.skip(process.platform !== 'linux', 'it is packed for Linux here');

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let shipped: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'kartoteka-packed-'));
  const electronDist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '';
  const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
  const config = packing({ electronDist, electronVersion });
  await build({
    projectDir: root,
    config: { ...config, directories: { ...config.directories, output: folder } },
    publish: 'never',
    targets: Platform.LINUX.createTarget('dir'),
  });
  shipped = join(folder, 'linux-unpacked');
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The words and environment a person's desktop would start it with. */
const environment = (): Record<string, string> => {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...others } = process.env;
  const set = Object.entries(others).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(set), LC_ALL: 'C.UTF-8' };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

test('the shipped program obeys no switch that would open it to others', async () => {
  const port = await freePort();
  const profile = join(folder, 'profile');
  const picture = join(folder, 'window.png');
  const program = spawn(
    join(shipped, 'kartoteka'),
    [
      ...asRoot,
      '--log-level=3',
      `--remote-debugging-port=${port}`,
      `--inspect=${port}`,
      '--disable-web-security',
      `--user-data-dir=${profile}`,
      `--screenshot=${picture}`,
    ],
    { env: environment(), stdio: 'ignore' },
  );
  let heard = false;
  const ended = new Promise((resolve) => program.once('exit', resolve));
  const listening = setInterval(() => void answers(port).then((yes) => (heard ||= yes)), 100);
  await ended;
  clearInterval(listening);
  // It came up and drew its window, and nobody could have looked into it.
  expect(readFileSync(picture).length).toBeGreaterThan(1000);
  expect(heard).toBe(false);
});

test("Electron's checklist, read back from the packed program", async () => {
  const wire = await getCurrentFuseWire(join(shipped, 'kartoteka'));
  const on = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
  const wanted = fuses(false);
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    enableCookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    enableNodeOptionsEnvironmentVariable: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    enableNodeCliInspectArguments: on(FuseV1Options.EnableNodeCliInspectArguments),
    enableEmbeddedAsarIntegrityValidation: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyLoadAppFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    loadBrowserProcessSpecificV8Snapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    grantFileProtocolExtraPrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual(wanted);

  // The same files with the one fuse that lets a test look inside.
  const inspectable = join(folder, 'inspectable');
  cpSync(shipped, inspectable, { recursive: true });
  const executablePath = join(inspectable, 'kartoteka');
  await flipFuses(executablePath, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = await _electron.launch({
    executablePath,
    args: [...asRoot, '--log-level=3', `--user-data-dir=${join(folder, 'checked profile')}`],
    env: environment(),
  });
  try {
    const window = await app.firstWindow();
    await expect(window.getByRole('button', { name: 'Пустая база' })).toBeVisible();
    const main = await app.evaluate(({ app: electron, BrowserWindow, session }) => {
      const [contents] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
      const preferences = (
        contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences();
      const {
        sandbox,
        contextIsolation,
        nodeIntegration,
        nodeIntegrationInWorker,
        nodeIntegrationInSubFrames,
        webSecurity,
        allowRunningInsecureContent,
        experimentalFeatures,
        enableBlinkFeatures,
        webviewTag,
      } = preferences;
      return {
        isPackaged: electron.isPackaged,
        extensions: session.defaultSession.getAllExtensions().length,
        preferences: {
          sandbox,
          contextIsolation,
          nodeIntegration,
          nodeIntegrationInWorker: nodeIntegrationInWorker ?? false,
          nodeIntegrationInSubFrames: nodeIntegrationInSubFrames ?? false,
          webSecurity,
          allowRunningInsecureContent: allowRunningInsecureContent ?? false,
          experimentalFeatures: experimentalFeatures ?? false,
          enableBlinkFeatures: enableBlinkFeatures ?? '',
          webviewTag: webviewTag ?? false,
        },
      };
    });
    expect(main).toEqual({
      isPackaged: true,
      extensions: 0,
      preferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        enableBlinkFeatures: '',
        webviewTag: false,
      },
    });
    const page = await window.evaluate(async () => {
      const refused = (work: () => Promise<unknown>) =>
        work().then(
          () => 'done',
          () => 'refused',
        );
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      const world = globalThis as unknown as Record<string, unknown>;
      const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi'];
      const permissions = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => state,
            () => 'denied',
          ),
        ),
      );
      return {
        origin: location.origin,
        bridge: Object.keys(world.crm as object).sort(),
        node: [typeof world.require, typeof world.process, typeof world.Buffer],
        inline: world.ranInline === true,
        evaluated: (() => {
          try {
            return new Function('return 1')() === 1;
          } catch {
            return false;
          }
        })(),
        opened: globalThis.open('https://example.test/') === null,
        network: await refused(() => fetch('https://example.test/')),
        files: await refused(() => fetch('file:///etc/passwd')),
        media: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        permissions: [...new Set(permissions)],
      };
    });
    expect(page).toEqual({
      origin: 'app://crm',
      bridge: ['call', 'watch'],
      node: ['undefined', 'undefined', 'undefined'],
      inline: false,
      evaluated: false,
      opened: true,
      network: 'refused',
      files: 'refused',
      media: 'refused',
      permissions: ['denied'],
    });
  } finally {
    await app.close();
  }
});
