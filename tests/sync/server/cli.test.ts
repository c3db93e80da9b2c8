import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collections } from '../../../src/shared/collections';
import { buildServer } from './support/built-server';
import { clientOf } from './support/cards';
import { call, logIn, type Page } from './support/client';

const root = path.resolve(import.meta.dirname, '../../..');
const fromSource = path.join(root, 'scripts', 'server.mjs');
/** The same as it is installed: it takes a quarter of the time to begin. */
let built: string;

/** Runs `npm run server -- …` as a person does, without npm. */
function runCommand(
  args: string[],
  folder: string,
  input = '',
  script = built,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = start(args, folder, script);
    let output = '';
    child.stdout?.on('data', (part) => {
      output += part;
    });
    child.stderr?.on('data', (part) => {
      output += part;
    });
    child.stdin?.end(input);
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

const start = (args: string[], folder: string, script: string): ChildProcess =>
  spawn(process.execPath, [script, ...args], {
    env: { ...process.env, KARTOTEKA_DATA: folder, PORT: '0', KARTOTEKA_LANG: 'en', DATABASE_URL: '' },
  });

describe('the command line of the server', () => {
  let folder: string;
  let server: ChildProcess;
  let url: string;
  let output = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kartoteka cli '));
    server = start([], folder, fromSource);
    const listening = new Promise<string>((resolve, reject) => {
      server.stdout?.on('data', (part) => {
        output += part;
        const [, address] = /Listening on (\S+)/.exec(output) ?? [];
        if (address !== undefined && output.includes('user add')) resolve(address);
      });
      server.on('exit', () => reject(new Error(output)));
    });
    listening.catch(() => {});
    built = path.join(await buildServer(), 'server.mjs');
    url = await listening;
  });
  afterAll(async () => {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    await rm(folder, { recursive: true, force: true });
    await rm(path.dirname(built), { recursive: true, force: true });
  });

  it('says which database it uses and how to make a first user', () => {
    expect(output).toContain(`Database: PGlite ${folder}`);
    expect(output).toContain('npm run server -- user add');
  });

  it('adds, lists and disables people while the server has the folder open', async () => {
    expect((await stat(path.join(folder, 'server.lock'))).mode & 0o077).toBe(0);
    const made = await runCommand(['user', 'add', '--login', 'Anna', '--name', 'Анна Петрова'], folder);
    expect(made.code).toBe(0);
    const [, password] = /Password \(shown once\): (\S+)/.exec(made.output) ?? [];
    expect((await logIn(url, 'anna', 'laptop', { password })).status).toBe(200);
    const again = await runCommand(
      ['user', 'add', '--login', 'anna', '--name', 'Другая', '--password-stdin'],
      folder,
      'long enough\n',
    );
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining('This login is taken.') });
    const roled = await runCommand(['user', 'role', '--login', 'anna', '--role', 'head'], folder);
    expect(roled.output).toContain('Role changed: anna, head');
    const teamed = await runCommand(['user', 'team', '--login', 'anna', '--team', 'Север'], folder);
    expect(teamed.output).toContain('Team changed: anna');
    expect((await runCommand(['user', 'disable', '--login', 'anna'], folder)).code).toBe(0);
    expect((await logIn(url, 'anna', 'laptop', { password })).status).toBe(401);
    expect((await runCommand(['user', 'list'], folder, '', fromSource)).output).toMatch(
      /anna\tАнна Петрова\thead\tsign-in disabled/,
    );
  });

  it('prints the log in words and as JSON, by kind, person and day', async () => {
    const audit = (...args: string[]) => runCommand(['audit', ...args], folder);
    const all = await audit();
    expect(all.code).toBe(0);
    expect(all.output).toMatch(
      /\tRole changed\tThe server’s command line\tАнна Петрова: Sales rep → Team lead\t/,
    );
    expect(all.output).toMatch(/\tSigned in\tАнна Петрова\t\tНоутбук\t(::ffff:)?127\.0\.0\.1/);
    const lines = (output: string) => output.split('\n').filter((line) => line.startsWith('{'));
    const found = lines((await audit('--kind', 'sign-ins', '--user', 'anna', '--json')).output);
    expect(found.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'signed-in', user: 'Анна Петрова', deviceName: 'Ноутбук', device: 'laptop' },
    ]);
    const cut = await audit('--limit', '1');
    expect(cut.output.trim().split('\n')).toHaveLength(2);
    expect(cut.output).toContain('There are older ones: --limit 10');
    expect((await audit('--to', '2020-01-31')).output.trim()).toBe('No entries.');
    expect((await audit('--from', '2020-01-31', '--json', '--limit', '0')).output).toContain('person-added');
    for (const [wrong, sentence] of [
      [['--from', 'вчера'], '--from: a day like'],
      [['--kind', 'moon'], '--kind: one of sign-ins, failures'],
      [['--user', 'nobody'], 'There is no such employee.'],
      [['--limit', '-1'], 'There is no such command.'],
    ] as const) {
      expect(await audit(...wrong)).toMatchObject({ code: 1, output: expect.stringContaining(sentence) });
    }
  });

  it('takes what one device pushes and gives it to another', async () => {
    const made = await runCommand(['user', 'add', '--login', 'boris', '--name', 'Борис'], folder);
    const [, password = ''] = /Password \(shown once\): (\S+)/.exec(made.output) ?? [];
    const [laptop, session] = await Promise.all(
      ['boris-laptop', 'boris-desk'].map((device) => logIn(url, 'boris', device, { password })),
    );
    const id = ulid();
    const newDocumentState = clientOf(id, laptop?.body.user.id ?? '', 'ООО «Ромашка»');
    const path = `/clients/${collections.clients.version}`;
    const pushed = await call(url, 'POST', `${path}/push`, {
      token: laptop?.body.token ?? '',
      body: [{ newDocumentState }],
    });
    expect(pushed).toMatchObject({ status: 200, body: [] });
    const pulled = await call<Page<{ id: string; name: string }>>(
      url,
      'GET',
      `${path}/pull?lwt=0&id=&limit=10`,
      { token: session?.body.token ?? '' },
    );
    expect(pulled.body.documents).toMatchObject([{ id, name: newDocumentState.name, _deleted: false }]);
  });

  it('does not start a second server on the folder', async () => {
    const second = await runCommand([], folder, '', fromSource);
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining('is open in process') });
  });
});
