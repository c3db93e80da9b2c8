import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readCertificate } from './certificate';
import { request } from './connection';
import { applyProxy, proxyOfRules, withAccount } from './proxy';

it.each([
  ['DIRECT', ''],
  ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
  ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ['SOCKS5 proxy.example:1080', ''],
  ['', ''],
])('reads %j as %j', (rules, url) => expect(proxyOfRules(rules)).toBe(url));

const fixture = (name: string) =>
  readFileSync(new URL(`../../../tests/fixtures/tls/self-signed.${name}`, import.meta.url));
const plain = { proxy: '', certificate: '' };
const opened: Server[] = [];
const portOf = async (server: Server): Promise<number> => {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
afterEach(async () => {
  await applyProxy(plain);
  for (const server of opened.splice(0)) server.close();
});

/** A proxy that lets through whoever has this account, or anybody; it answers for the whole world. */
async function openProxy(account = ''): Promise<{ readonly url: string; readonly seen: string[] }> {
  const seen: string[] = [];
  const wanted = account === '' ? undefined : `Basic ${Buffer.from(account).toString('base64')}`;
  const proxy = createServer();
  proxy.on('connect', ({ url, headers }, socket) => {
    seen.push(String(url));
    if (wanted !== undefined && headers['proxy-authorization'] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nby proxy'));
  });
  return { url: `http://127.0.0.1:${await portOf(proxy)}`, seen };
}

it('takes every request through the proxy, and off it again', async () => {
  const { url, seen } = await openProxy();
  await applyProxy({ ...plain, proxy: url });
  expect(await (await request('http://crm.invalid/healthz', {})).text()).toBe('by proxy');
  expect(seen.join()).toContain('crm.invalid');
  await applyProxy(plain);
  await expect(request('http://crm.invalid/healthz', {})).rejects.toMatchObject({ code: 'sync-offline' });
  expect(seen).toHaveLength(1);
});

it('gives a proxy the name and password it wants, and says so where they are missing', async () => {
  const { url } = await openProxy('анна@фирма:п@роль: /?#');
  for (const proxy of [url, withAccount(url, 'анна@фирма', 'другой')]) {
    await applyProxy({ ...plain, proxy });
    const refused = { code: 'sync-proxy-password' };
    await expect(request('http://crm.invalid/', {})).rejects.toMatchObject(refused);
    await expect(request('https://crm.invalid/', {})).rejects.toMatchObject(refused);
  }
  await applyProxy({ ...plain, proxy: withAccount(url, 'анна@фирма', 'п@роль: /?#') });
  expect(await (await request('http://crm.invalid/', {})).text()).toBe('by proxy');
});

it("trusts a company's own certificate once it was chosen, and not before", async () => {
  const server = createSecureServer({ cert: fixture('crt'), key: fixture('key') }, (_request, response) => {
    response.end('own');
  });
  const url = `https://127.0.0.1:${await portOf(server)}/`;
  await expect(request(url, {})).rejects.toMatchObject({ code: 'sync-certificate' });
  const { pem, name } = readCertificate(fixture('crt'));
  expect(name).toBe('localhost');
  await applyProxy({ ...plain, certificate: pem });
  expect(await (await request(url, {})).text()).toBe('own');
  await applyProxy(plain);
  await expect(request(url, {})).rejects.toMatchObject({ code: 'sync-certificate' });
  expect(() => readCertificate(Buffer.from('нет'))).toThrow('sync-certificate-invalid');
});
