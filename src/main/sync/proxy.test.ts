import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { goThroughProxy, proxyOfRules } from './proxy';

it.each([
  ['DIRECT', ''],
  ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
  ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ['SOCKS5 proxy.example:1080', ''],
  ['', ''],
])('reads %j as %j', (rules, url) => expect(proxyOfRules(rules)).toBe(url));

it('takes every request through the proxy, and off it again', async () => {
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    seen.push(String(request.url));
    response.end('by proxy');
  });
  proxy.on('connect', (request, socket) => {
    seen.push(String(request.url));
    socket.end('HTTP/1.1 502 no\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  await goThroughProxy(`http://127.0.0.1:${port}`);
  await fetch('http://crm.invalid/healthz').catch(() => undefined);
  expect(seen.join()).toContain('crm.invalid');
  await goThroughProxy('');
  await expect(fetch('http://crm.invalid/healthz')).rejects.toThrow();
  expect(seen).toHaveLength(1);
  proxy.close();
});
