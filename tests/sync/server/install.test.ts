import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password } from './support/backend';
import { logIn } from './support/client';
import { startPostgres, type TestPostgres } from './support/postgres';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const postgres: TestPostgres | undefined = await startPostgres().catch((error: unknown) => {
  console.warn(String(error));
  return undefined;
});

/** The endpoint as it is put on a server: a folder of its own, without the project beside it. */
describe.skipIf(postgres === undefined)('the installed server', () => {
  let folder: string;
  let home: string;
  let running: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kartoteka-install-'));
    home = path.join(folder, 'server');
    await run(process.execPath, [path.join(root, 'scripts', 'build-server.mjs'), home], { cwd: root });
  }, 120_000);
  afterAll(async () => {
    running?.kill('SIGKILL');
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('brings few packages, none of them for development', async () => {
    const lock = JSON.parse(await readFile(path.join(home, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const places = Object.keys(lock.packages).filter((place) => place !== '');
    expect(places.length).toBeLessThan(100);
    expect(
      places.filter((place) => /electron|react|vite|vitest|playwright|biome|rxdb|tsx/.test(place)),
    ).toEqual([]);
    expect(Object.values(lock.packages).filter(({ dev }) => dev)).toEqual([]);
    // Without a line to a registry the same packages come from the project's own.
    const options = { cwd: home, timeout: 120_000 };
    const flags = ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', [...flags, '--prefer-offline'], options).catch(async (error: unknown) => {
      if (!/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|network/i.test(String(error))) throw error;
      console.warn('npm has no line: the packages of the lock file are copied instead');
      for (const place of places) {
        if (/pglite/.test(place)) continue;
        await cp(path.join(root, place), path.join(home, place), { recursive: true });
      }
    });
    const installed = await readdir(path.join(home, 'node_modules'));
    expect(installed).not.toContain('@electric-sql');
  }, 180_000);

  it('says what is missing, lets the first person in, starts, and signs him in', async () => {
    const bare = {
      PATH: process.env.PATH ?? '',
      KARTOTEKA_LANG: 'en',
      KARTOTEKA_DATA: path.join(folder, 'data'),
    };
    const without = await run(process.execPath, ['server.mjs', 'user', 'list'], {
      cwd: home,
      env: bare,
    }).catch((error: { stderr: string }) => error);
    expect(without.stderr).toContain('DATABASE_URL');
    expect(without.stderr).not.toContain('    at ');
    const env = { ...bare, DATABASE_URL: (await postgres?.createDatabase()) ?? '', PORT: '0' };
    const adding = run(
      process.execPath,
      [
        'server.mjs',
        'user',
        'add',
        '--login',
        'olga',
        '--name',
        'Olga',
        '--role',
        'admin',
        '--password-stdin',
      ],
      { cwd: home, env },
    );
    adding.child.stdin?.end(`${password}\n`);
    await adding;
    running = spawn(process.execPath, ['server.mjs'], {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      running?.once('exit', () => reject(new Error('the server ended')));
      createInterface({ input: running?.stdout ?? process.stdin }).on('line', (line) => {
        const [found] = /http:\/\/[\d.:]+/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    expect(await logIn(url, 'olga', 'laptop')).toMatchObject({
      status: 200,
      body: { user: { role: 'admin' } },
    });
    const ended = new Promise<number | null>((resolve) => running?.once('exit', resolve));
    running.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 120_000);

  describe.skipIf(process.platform === 'win32')('its copies', () => {
    /** Stands for PostgreSQL's own programs, which are not on every machine that tests. */
    const pretend = async (dump: string) => {
      const bin = await mkdtemp(path.join(folder, 'bin-'));
      await writeFile(path.join(bin, 'pg_dump'), `#!/bin/sh\n${dump}\n`, { mode: 0o755 });
      await writeFile(path.join(bin, 'age'), '#!/bin/sh\ncat\n', { mode: 0o755 });
      return bin;
    };
    const make = async (bin: string, to: string, more: Record<string, string> = { BACKUP_KEY: 'age1x' }) =>
      run('bash', [path.join(home, 'backup.sh'), 'make', to], {
        env: { PATH: `${bin}:${process.env.PATH ?? ''}`, DATABASE_URL: 'postgres://x/y', ...more },
      }).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      );

    it('are whole or are not there, and say so', async () => {
      const to = path.join(folder, 'copies');
      await mkdir(to);
      for (const broken of [
        'exit 1',
        'head -c 5000 /dev/zero; exit 1',
        'exit 0',
        'head -c 10 /dev/zero',
        'kill -9 $$',
      ]) {
        expect((await make(await pretend(broken), to)).code, broken).not.toBe(0);
        expect(await readdir(to), broken).toEqual([]);
      }
      expect((await make(await pretend('head -c 9000 /dev/zero'), to, {})).code).not.toBe(0);
      expect(await readdir(to)).toEqual([]);
      const whole = await make(await pretend('head -c 9000 /dev/zero'), to);
      expect(whole.code).toBe(0);
      const [copy] = await readdir(to);
      expect(whole.stdout.trim()).toBe(path.join(to, copy ?? ''));
      const { size, mode } = await stat(path.join(to, copy ?? ''));
      expect([size, mode & 0o077]).toEqual([9000, 0]);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      // Half of the database is gone: that is looked at before it takes the place of what is whole.
      expect((await make(await pretend('head -c 4000 /dev/zero'), to)).code).not.toBe(0);
      expect(await readdir(to)).toEqual([copy]);
    });
  });
});
