import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { beginEmpty } from '../support/begin';
import { call } from '../support/call';
import { expect, stubMessageBox, stubOpenDialog, test } from '../support/test';

// What a page that a stranger's text has taken over would try.

/** Asks as the page's own script would; answers the refusal's code, '' where it was done. */
const tryCall = (window: Page, name: string, input: unknown): Promise<string> =>
  window.evaluate(
    async ([asked, given]) => {
      const { crm } = globalThis as unknown as {
        crm: {
          call: (n: string, i: unknown) => Promise<{ ok: boolean; error?: { code: string } }>;
        };
      };
      const result = await crm.call(asked as string, given);
      return result.ok ? '' : (result.error?.code ?? 'nothing');
    },
    [name, input] as const,
  );

/** Every way out that Chromium gives a page besides requests: WebRTC, hints to resolve or to connect, WebTransport. */
async function tryTheNetwork(window: Page, address: string, udp: number, tcp: number): Promise<string[]> {
  return window.evaluate(
    async ([host, udpPort, tcpPort]) => {
      const candidates: string[] = [];
      const iceServers = [
        { urls: [`stun:${host}:${udpPort}`, 'stun:stun-leak.example.test:3478'] },
        {
          urls: [
            `turn:${host}:${tcpPort}?transport=tcp`,
            `turn:${host}:${udpPort}?transport=udp`,
            'turn:turn-leak.example.test:3478?transport=tcp',
          ],
          username: 'a',
          credential: 'b',
        },
      ];
      const near = new RTCPeerConnection({ iceServers });
      const far = new RTCPeerConnection();
      near.onicecandidate = ({ candidate }) => candidate?.candidate && candidates.push(candidate.candidate);
      near.createDataChannel('out');
      await near.setLocalDescription(await near.createOffer());
      await far.setRemoteDescription(near.localDescription ?? { type: 'offer' });
      await far.setLocalDescription(await far.createAnswer());
      await near.setRemoteDescription(far.localDescription ?? { type: 'answer' });
      for (const line of [
        `candidate:1 1 udp 2122260223 ${host} ${udpPort} typ host`,
        `candidate:2 1 tcp 1518280447 ${host} ${tcpPort} typ host tcptype passive`,
      ])
        await near.addIceCandidate({ candidate: line, sdpMid: '0', sdpMLineIndex: 0 }).catch(() => {});
      for (const [rel, href] of [
        ['dns-prefetch', '//hint-leak.example.test'],
        ['preconnect', `http://${host}:${tcpPort}/`],
        ['prefetch', `http://${host}:${tcpPort}/x`],
      ]) {
        const link = document.createElement('link');
        link.rel = rel ?? '';
        link.href = href ?? '';
        document.head.append(link);
      }
      const picture = new Image();
      picture.src = `http://${host}:${tcpPort}/picture`;
      const transport = new WebTransport(`https://${host}:${udpPort}/`);
      await transport.ready.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 2500));
      near.close();
      far.close();
      return candidates;
    },
    [address, udp, tcp] as const,
  );
}

test('a page that was taken over sends nothing to any network, and cannot leave', async ({ kartoteka }) => {
  const { app, window } = kartoteka;
  await beginEmpty(window);
  let packets = 0;
  let connections = 0;
  const udp = createSocket('udp4').on('message', () => {
    packets += 1;
  });
  udp.bind(0, '0.0.0.0');
  await once(udp, 'listening');
  const tcp = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  tcp.listen(0, '0.0.0.0');
  await once(tcp, 'listening');
  const log = join(mkdtempSync(join(tmpdir(), 'network-log-')), 'log.json');
  try {
    await app.evaluate(
      ({ session }, path) => session.defaultSession.netLog.startLogging(path, { captureMode: 'everything' }),
      log,
    );
    const own = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal);
    const candidates: string[] = [];
    for (const address of new Set(['127.0.0.1', own?.address ?? '127.0.0.1'])) {
      const ports = [(udp.address() as AddressInfo).port, (tcp.address() as AddressInfo).port] as const;
      candidates.push(...(await tryTheNetwork(window, address, ...ports)));
    }
    await app.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());
    expect({ packets, connections, candidates }).toEqual({ packets: 0, connections: 0, candidates: [] });
    // Names may be asked for only at a resolver that is not there.
    expect(resolversAsked(readFileSync(log, 'utf8'))).toEqual(['127.0.0.1:1']);
  } finally {
    udp.close();
    tcp.close();
    rmSync(join(log, '..'), { recursive: true, force: true });
  }

  // Playwright waits for every journey to end, also for one that was refused: main tells where the page is.
  const shown = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const [page] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
      const text = (await page?.executeJavaScript('document.body.innerText')) as string;
      return `${page?.getURL().slice(0, 10)} ${text.includes('Клиенты')}`;
    });
  for (const place of ['https://example.test/', 'data:text/html,x', 'file:///etc/passwd', 'about:blank']) {
    await app.evaluate(async ({ BrowserWindow }, url) => {
      const [page] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
      await page?.executeJavaScript(`void setTimeout(() => { location.href = ${JSON.stringify(url)}; }, 0)`);
    }, place);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect.poll(shown).toBe('app://crm/ true');
  }
});

/** The addresses that Chromium connected to over TCP, as its own log says, each once. */
function resolversAsked(log: string): string[] {
  return [...new Set([...log.matchAll(/"address_list":\["([^"]+)"/g)].map(([, address]) => address ?? ''))];
}

test('a page that was taken over throws nothing away, and what weakens protection asks the person', async ({
  kartoteka,
  profile,
}) => {
  const { app, window } = kartoteka;
  await beginEmpty(window);
  await call(window, 'clients.create', { patch: { name: 'ООО «Стойкий»', kind: 'company' } });
  expect(await tryCall(window, 'app.dropDemo', {})).toBe('demo-only');
  expect(await tryCall(window, 'app.startEmpty', {})).toBe('not-now');
  expect(await tryCall(window, 'backups.takeRescued', { choice: 'copy' })).toBe('not-now');
  expect(await tryCall(window, 'app.begin', { mode: 'demo', userName: '' })).toBe('demo-not-empty');
  expect(await tryCall(window, 'app.dropDemo', {})).toBe('demo-only');
  expect(await tryCall(window, 'security.startOver', {})).toBe('invalid-input');
  for (const [name, value] of Object.entries({
    syncProxy: 'http://evil.example:1',
    syncProxyUser: 'x',
    syncCertificate: 'x',
    syncCertificateName: 'x',
    backupsFolder: '/tmp',
    documentsFolder: '/tmp',
  }))
    expect(await tryCall(window, 'settings.change', { [name]: value })).toBe('invalid-input');
  const stolen = join(profile, 'base', 'kartoteka.db');
  for (const name of ['backups.preview', 'backups.restore'])
    expect(await tryCall(window, name, { source: stolen, secret: '' })).toBe('invalid-input');

  // Nobody has pressed anything for a while: no address that could carry records away is opened.
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  await window.waitForTimeout(5200);
  expect(await tryCall(window, 'app.openLink', { url: 'https://example.test/?secret' })).toBe('not-by-hand');
  await window.keyboard.press('Shift');
  expect(await tryCall(window, 'app.openLink', { url: 'https://example.test/' })).toBe('');
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
    'https://example.test/',
  ]);

  await stubMessageBox(app, 1);
  const certificate = new URL('../fixtures/tls/self-signed.crt', import.meta.url).pathname;
  await stubOpenDialog(app, [certificate]);
  const weakening: [string, unknown][] = [
    ['sync.connect', { server: 'https://evil.example', login: 'a', password: 'b' }],
    ['sync.setProxy', { proxy: 'http://evil.example:1' }],
    ['sync.pickCertificate', {}],
    ['security.setAskAtStart', { ask: false }],
    ['security.setAutoLock', { minutes: 0 }],
    ['settings.change', { keepHistory: '1' }],
  ];
  for (const [name, input] of weakening)
    expect([name, await tryCall(window, name, input)]).toEqual([name, 'not-confirmed']);
  const questions = await app.evaluate(({ dialog }) => {
    const asked: string[] = [];
    dialog.showMessageBox = (async (...words: unknown[]) => {
      const { message = '', detail = '' } = words.at(-1) as { message?: string; detail?: string };
      asked.push(`${message} ${detail}`);
      return { response: 0, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    Object.assign(globalThis, { asked });
    return asked.length;
  });
  expect(questions).toBe(0);
  expect(await tryCall(window, 'sync.setProxy', { proxy: 'http://proxy.example:3128' })).toBe('');
  expect(await tryCall(window, 'security.setAutoLock', { minutes: 60 })).toBe('');
  // What protects more needs no question.
  expect(await tryCall(window, 'security.setAutoLock', { minutes: 5 })).toBe('');
  expect(await tryCall(window, 'sync.setProxy', { proxy: '' })).toBe('');
  const asked = await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toContain('http://proxy.example:3128');
  await window.getByRole('link', { name: 'Клиенты' }).click();
  await expect(window.getByText('Стойкий')).toBeVisible();
});

test('a picture of the window never replaces a file', async ({ launch, profile }) => {
  const kept = join(profile, 'важное.png');
  writeFileSync(kept, 'не трогать');
  for (const file of [kept, join(profile, 'rc')]) {
    const { app } = await launch({ args: [`--screenshot=${file}`] });
    await new Promise((resolve) => app.process().once('exit', resolve));
  }
  expect(readFileSync(kept, 'utf8')).toBe('не трогать');
  expect(existsSync(join(profile, 'rc'))).toBe(false);
});
