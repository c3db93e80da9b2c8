// The endpoint in a process of its own: what it costs is measured apart from its clients. Asked by endpoint.ts.
import { type ServerOptions, startServer } from '../../src/server/start-server';

const server = await startServer({
  database: { url: process.argv[2] ?? '' },
  passwordCost: 4,
  loginsPerMinute: 100_000,
  ...(JSON.parse(process.argv[3] ?? '{}') as Partial<ServerOptions>),
});
await server.createUser({ login: 'bench', name: 'Bench', password: 'bench bench 1', role: 'admin' });
process.send?.({ url: server.url });
process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ cpuMs: (user + system) / 1000, bytes: rss, held: heapUsed + external });
});
process.on('disconnect', () => process.exit());
