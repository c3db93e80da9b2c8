import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type RunningServer, startServer } from '../../src/server/start-server';
import { beginEmpty } from '../support/begin';
import { stubOpenDialog } from '../support/dialogs';
import { fillServer, indicator } from '../support/join';
import { inMemory } from '../support/memory-database';
import { axeCheck, expect, shot, test } from '../support/test';

const password = 'надёжный пароль 9';
const file = (name: string) => fileURLToPath(new URL(`../fixtures/tls/self-signed.${name}`, import.meta.url));
let server: RunningServer;
test.beforeEach(async () => {
  server = await startServer({
    database: await inMemory(),
    passwordCost: 12,
    tls: { cert: file('crt'), key: file('key') },
  });
  await server.createUser({ login: 'anna', name: 'Анна Петрова', role: 'admin', password });
});
test.afterEach(() => server.close());

test("a server with the company's own certificate is reached through a proxy with a password", async ({
  launch,
}) => {
  const passed: string[] = [];
  const wanted = `Basic ${Buffer.from('anna:секрет прокси').toString('base64')}`;
  const proxy = createServer();
  proxy.on('connect', ({ url = '', headers }, near) => {
    if (headers['proxy-authorization'] !== wanted) {
      near.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    passed.push(url);
    const far = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    for (const socket of [near, far]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;

  const { app, window } = await launch();
  await beginEmpty(window, 'Анна');
  await window.getByRole('link', { name: 'Настройки' }).click();
  await window.getByRole('button', { name: 'Синхронизация с сервером' }).first().click();
  await fillServer(window, server.url, 'anna', password);
  await expect(window.getByText(/Сертификат сервера не прошёл проверку/)).toBeVisible();

  await stubOpenDialog(app, [file('key')]);
  await window.getByRole('button', { name: 'Выбрать файл…' }).click();
  await expect(window.getByText(/В этом его не нашлось/)).toBeVisible();
  await stubOpenDialog(app, [file('crt')]);
  await window.getByRole('button', { name: 'Выбрать файл…' }).click();
  await expect(window.getByText('Доверяем и своему сертификату: localhost')).toBeVisible();

  await window.getByLabel('Прокси-сервер', { exact: true }).fill(`http://127.0.0.1:${port}`);
  await window.getByLabel('Логин на прокси-сервере').fill('anna');
  await window.getByRole('button', { name: 'Подключиться', exact: true }).click();
  await expect(window.getByText(/Прокси-сервер требует логин и пароль/)).toBeVisible();
  await window.getByLabel('Пароль на прокси-сервере').fill('секрет прокси');
  await window.getByLabel('Пароль на прокси-сервере').press('Enter');
  await expect(window.getByLabel('Пароль на прокси-сервере')).toHaveValue('');
  await axeCheck(window);
  await shot(window, 'sync-network');
  await window.getByRole('button', { name: 'Подключиться', exact: true }).click();
  await expect(indicator(window)).toContainText('Онлайн');
  expect(passed).toContain(new URL(server.url).host);
  await shot(window, 'sync-network-online');
  proxy.closeAllConnections();
  proxy.close();
});
