import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerOptions } from '../../src/server/start-server';
import { startPostgres } from '../../tests/sync/server/support/postgres';

/** What the endpoint's process has used so far. */
export interface Usage {
  readonly cpuMs: number;
  /** Of the system's memory. */
  readonly bytes: number;
  /** By what lives in it, after a collection: what a process once took from the system it does not give back. */
  readonly held: number;
}

export interface Endpoint {
  readonly url: string;
  /** Its PostgreSQL. */
  readonly database: string;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

export const password = 'bench bench 1';

/**
 * The endpoint over a PostgreSQL of its own, each in a process of its own.
 * @param options what differs from a server as it is installed
 * @param heapMb the most its heap may have; Node's own measure unless told
 */
export async function startEndpoint(
  options: Pick<ServerOptions, 'limits' | 'connections'> = {},
  heapMb?: number,
): Promise<Endpoint> {
  const postgres = await startPostgres();
  const host = fileURLToPath(new URL('endpoint-host.ts', import.meta.url));
  const database = await postgres.createDatabase();
  const child: ChildProcess = fork(host, [database, JSON.stringify(options)], {
    execArgv: ['--import', 'tsx', '--expose-gc', ...(heapMb ? [`--max-old-space-size=${heapMb}`] : [])],
    // The root tsconfig only refers to others; this one knows what `@shared` means.
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.node.json', import.meta.url)),
    },
  });
  const gone = once(child, 'exit').then(() => {
    throw new Error('the endpoint ended before it began');
  });
  gone.catch(() => {});
  const [{ url }] = (await Promise.race([once(child, 'message'), gone])) as [{ url: string }];
  return {
    url,
    database,
    async usage() {
      child.send('usage');
      const [usage] = (await once(child, 'message')) as [Usage];
      return usage;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
      await postgres.stop();
    },
  };
}

/** Signs a made-up device of this person in; answers its token. */
export async function signIn(url: string, device: string, login = 'bench'): Promise<string> {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, device: { id: device, name: '' } }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** Pushes records as one device would, a thousand at a time. */
export async function push(
  url: string,
  token: string,
  path: string,
  records: readonly object[],
): Promise<void> {
  for (let from = 0; from < records.length; from += 1000) {
    const rows = records
      .slice(from, from + 1000)
      .map((one) => ({ newDocumentState: { ...one, _deleted: false } }));
    const response = await fetch(`${url}${path}/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(rows),
    });
    if (!response.ok || response.headers.get('x-kartoteka-rejected')) {
      throw new Error(`pushing ${path}: ${response.status} ${await response.text()}`);
    }
  }
}
