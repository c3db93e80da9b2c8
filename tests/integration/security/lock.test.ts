import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlushBeforeClose } from '../../../src/main/app/flush-before-close';
import type { Log } from '../../../src/main/app/log';
import { Profile } from '../../../src/main/app/profile';
import { Secrets } from '../../../src/main/app/secrets';
import type { Workspace } from '../../../src/main/app/workspace';
import { States } from '../../../src/main/ipc/states';
import { Attempts } from '../../../src/main/security/attempts';
import { keyFilesIn, openForeignKey } from '../../../src/main/security/foreign';
import { Keyring } from '../../../src/main/security/keyring';
import { Lock } from '../../../src/main/security/lock';
import { AppError } from '../../../src/shared/lib/result';
import { defaultSettings } from '../../../src/shared/settings/contract';
import { syncOff } from '../../../src/shared/sync/contract';
import { testKeyStore } from '../../support/key-store';

const PASSWORD = 'зелёный чайник';
let folder: string;
/** What was done, in order. */
let deeds: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'замок '));
  deeds = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A start of the program without windows and threads; everything about keys is real. */
function start(gate = () => {}) {
  const store = testKeyStore();
  const costs = { N: 2 ** 10, r: 8, p: 1 };
  const keyring = new Keyring({ folder, store, costs, now: () => '2026-03-10T09:00:00.000Z' });
  const profile = new Profile(folder);
  const states = new States();
  const secrets = new Secrets(folder, keyring);
  let time = 0;
  const attempts = new Attempts(join(folder, 'lock.json'), () => time);
  const action = (name: string) => async () => void deeds.push(name);
  const workspace = {
    databasePath: join(folder, 'base', 'kartoteka.db'),
    open: async () => void deeds.push(`open ${keyring.databaseKey().length}`),
    close: action('close'),
    showLocked: action('locked'),
    showBroken: ({ code }: { code: string }) => deeds.push(`broken ${code}`),
  } as unknown as Workspace;
  const lock = new Lock({
    keyring,
    store,
    attempts,
    secrets,
    profile,
    workspace,
    gate,
    states,
    flush: { say: action('farewell') } as unknown as FlushBeforeClose,
    log: { info() {}, warn() {}, error() {} } as unknown as Log,
    pages: () => [],
    reload: (at) => void deeds.push(`reload ${at}`),
    settle: action('settle'),
    begin: () => states.publish('sync.status', syncOff),
    clearWindows: action('clear'),
  });
  return { keyring, profile, states, secrets, lock, wait: (ms: number) => (time += ms) };
}

const file = (name: string) => readFileSync(join(folder, name), 'utf8');
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

describe('locking', () => {
  it('saves, ends the threads, drops the key, and loads the pages anew, in this order', async () => {
    const { lock, keyring, states, profile } = start();
    await lock.start();
    await lock.setPassword('', PASSWORD);
    profile.change({ session: { ...profile.state.session, userName: 'Анна Петрова' } });
    states.publish('sync.status', { ...syncOff, login: 'anna' });
    deeds = [];
    let forgotten = false;
    lock.whenLocked(() => {
      forgotten = true;
    });
    await lock.lock('by-hand');
    expect(deeds).toEqual(['farewell', 'settle', 'close', 'locked', 'reload here']);
    expect(forgotten).toBe(true);
    expect(keyring.unlocked).toBe(false);
    expect(profile.state.session.userName).toBe('');
    expect(states.get('sync.status')).toBeUndefined();
    states.publish('sync.status', { ...syncOff, login: 'anna' });
    expect(states.get('sync.status')).toBeUndefined();
    expect(states.get('app.lock')).toMatchObject({ locked: true, reason: 'by-hand', password: true });
    expect(() => profile.change({ welcomed: true })).toThrow('app-locked');

    await lock.unlock(PASSWORD);
    expect(profile.state.session.userName).toBe('Анна Петрова');
    expect(states.get('sync.status')).toEqual(syncOff);
    expect(deeds.at(-1)).toBe('open 64');
  });

  it('needs a password, but for a lease that ran out', async () => {
    const { lock, states } = start();
    await lock.start();
    expect(await code(lock.lock('by-hand'))).toBe('password-not-set');
    expect(lock.locked).toBe(false);
    await lock.lock('lease-expired');
    expect(states.get('app.lock')).toMatchObject({ locked: true, reason: 'lease-expired', password: false });
    await lock.unlock('');
    expect(lock.locked).toBe(false);
  });

  it('is not got round by ending the program, even on a computer that is trusted', async () => {
    const first = start();
    await first.lock.start();
    await first.lock.setPassword('', PASSWORD);
    first.lock.setAskAtStart(false);
    const trusted = start();
    await trusted.lock.start();
    expect(trusted.lock.locked).toBe(false);
    await trusted.lock.lock('idle');
    const again = start();
    await again.lock.start();
    expect(again.lock.locked).toBe(true);
    expect(again.keyring.unlocked).toBe(false);
    await again.lock.unlock(PASSWORD);
    expect(again.lock.locked).toBe(false);
  });

  it('counts wrong passwords wherever they are tried, and says how long to wait', async () => {
    const { lock, states, wait } = start();
    await lock.start();
    await lock.setPassword('', PASSWORD);
    expect(await code(lock.setPassword('не тот пароль', 'тысяча вёрст'))).toBe('wrong-password');
    expect(await code(lock.newRecoveryCode(PASSWORD))).toBe('unlock-too-soon');
    expect(states.get('app.lock')?.waitUntil).not.toBe('');
    wait(1000);
    expect(await code(lock.setPassword(PASSWORD, 'коротко'))).toBe('password-too-short');
    await lock.lock('by-hand');
    expect(await code(lock.unlock('не тот пароль'))).toBe('wrong-password');
    wait(1000);
    expect(await code(lock.unlock(PASSWORD))).toBe('unlock-too-soon');
    wait(1000);
    await lock.unlock(PASSWORD);
    expect(states.get('app.lock')).toMatchObject({ locked: false, waitUntil: '' });
  });

  it('asks the gate before anything is opened, at start and at every unlocking', async () => {
    let expired = true;
    const first = start(() => {
      if (expired) throw new AppError('sync-offline');
    });
    await first.lock.start();
    expect(deeds).toEqual(['locked']);
    expect(first.keyring.unlocked).toBe(false);
    expect(first.states.get('app.lock')).toMatchObject({ locked: true, reason: 'lease-expired' });
    expect(await code(first.lock.unlock(''))).toBe('sync-offline');
    expired = false;
    await first.lock.unlock('');
    expect(deeds.at(-1)).toBe('open 64');
  });
});

describe('the profile', () => {
  it('seals all but the window, the language and the theme', async () => {
    const { lock, profile } = start();
    await lock.start();
    profile.change({
      session: { ...profile.state.session, userName: 'Анна Петрова' },
      account: { server: 'https://crm.example.ru', login: 'anna@example.ru', workspace: 'отдел', epoch: 0 },
      settings: { ...defaultSettings, language: 'en', sipHost: 'sip.example.ru' },
    });
    expect(Object.keys(JSON.parse(file('profile.json'))).sort()).toEqual([
      'language',
      'sealed',
      'theme',
      'window',
    ]);
    const again = start();
    expect(again.profile.state.settings.language).toBe('en');
    expect(again.profile.state.settings.sipHost).toBe('');
    await again.lock.start();
    expect(again.profile.state).toEqual(profile.state);
  });

  it('stays as it is under a stranger’s key, until the base has opened with it', async () => {
    const first = start();
    await first.lock.start();
    const before = file('profile.json');
    const ours = file('keys.json');
    rmSync(join(folder, 'keys.json'));
    const { lock, profile } = start();
    await lock.start();
    expect(profile.state.session.deviceId).not.toBe(first.profile.state.session.deviceId);
    profile.change({ restores: 3 });
    const sealed = () => JSON.parse(file('profile.json')).sealed;
    expect(sealed()).toEqual(JSON.parse(before).sealed);
    // The right key is put back: nothing is lost.
    const strange = file('keys.json');
    writeFileSync(join(folder, 'keys.json'), ours);
    const again = start();
    await again.lock.start();
    expect(again.profile.state).toEqual(first.profile.state);
    // The database opens with the new key: what that does not open is kept beside.
    writeFileSync(join(folder, 'keys.json'), strange);
    const other = start();
    await other.lock.start();
    const unopened = sealed();
    other.profile.change({ restores: 4 });
    other.profile.keyProven();
    expect(JSON.parse(file('profile.json.unopened')).sealed).toEqual(unopened);
    // As former versions did at once: with the right key it is found there.
    writeFileSync(join(folder, 'keys.json'), ours);
    const back = start();
    await back.lock.start();
    expect(back.profile.state).toEqual(first.profile.state);
  });

  it('of the first version is taken over: key, token, name, account; nothing of it stays plain', async () => {
    const store = testKeyStore();
    const kept = (secret: string) => ({ protection: 'os', value: store.wrap(secret) });
    const session = { userId: 'u1', userName: 'Анна Петрова', deviceId: 'd1', series: 'А1' };
    const account = { server: 'https://crm.example.ru', login: 'anna', workspace: 'отдел', epoch: 0 };
    mkdirSync(join(folder, 'base'));
    writeFileSync(
      join(folder, 'secrets.json'),
      JSON.stringify({ 'database-key': kept('ab'.repeat(32)), 'server-token': kept('жетон-1') }),
    );
    writeFileSync(
      join(folder, 'profile.json'),
      JSON.stringify({ welcomed: true, session, account, settings: { ...defaultSettings, theme: 'dark' } }),
    );
    writeFileSync(join(folder, 'documents-files.json'), JSON.stringify({ 'd.pdf': '/дом/Ромашка/счёт.pdf' }));
    const { lock, keyring, profile, secrets } = start();
    await lock.start();
    expect(keyring.databaseKey()).toBe('ab'.repeat(32));
    expect(secrets.read('server-token')).toBe('жетон-1');
    expect(profile.state).toMatchObject({ welcomed: true, session, account, settings: { theme: 'dark' } });
    expect(existsSync(join(folder, 'secrets.json'))).toBe(false);
    const everything = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map(file)
      .join();
    expect(everything).not.toMatch(/Анна|anna|crm\.example|Ромашка|жетон/);
  });
});

describe('wiping', () => {
  it('leaves no key anywhere, no base, no copy; an empty program begins', async () => {
    const { lock, profile, keyring, secrets } = start();
    await lock.start();
    await lock.setPassword('', PASSWORD);
    profile.change({ welcomed: true });
    secrets.write('server-token', 'жетон');
    const disk = join(folder, 'диск');
    lock.copyKeyFileTo(disk);
    lock.copyKeyFileTo(profile.backupsFolder);
    writeFileSync(join(folder, 'base', 'kartoteka.db'), 'base');
    const former = keyring.keyId;
    deeds = [];
    await lock.wipe();
    expect(deeds).toEqual(['close', 'clear', 'open 64', 'reload home']);
    expect(keyring.keyId).not.toBe(former);
    expect(keyring.hasPassword).toBe(false);
    expect(profile.state).toMatchObject({ welcomed: false, account: null });
    expect(secrets.read('server-token')).toBeUndefined();
    expect(keyFilesIn(disk)).toEqual([]);
    expect(readdirSync(profile.backupsFolder)).toEqual([]);
    expect(existsSync(join(folder, 'base'))).toBe(true);
    expect(existsSync(join(folder, 'base', 'kartoteka.db'))).toBe(false);
    expect(file('keys.json')).not.toContain(former);
  });
});

describe('keys beside copies', () => {
  it('follow the password', async () => {
    const { lock, keyring } = start();
    await lock.start();
    await lock.setPassword('', PASSWORD);
    const disk = join(folder, 'диск');
    expect(lock.copyKeyFileTo(disk)).toEqual(['password']);
    const recovery = await lock.newRecoveryCode(PASSWORD);
    await lock.setPassword(PASSWORD, 'тысяча вёрст');
    const [path = ''] = keyFilesIn(disk);
    expect(await openForeignKey(path, 'тысяча вёрст')).toBe(keyring.databaseKey());
    expect(await openForeignKey(path, recovery)).toBe(keyring.databaseKey());
    expect(await code(openForeignKey(path, PASSWORD))).toBe('wrong-password');
  });

  it('take a base from another computer over, with its password', async () => {
    const other = start();
    await other.lock.start();
    await other.lock.setPassword('', 'тысяча вёрст');
    const disk = mkdtempSync(join(tmpdir(), 'флешка '));
    other.lock.copyKeyFileTo(disk);
    const foreign = other.keyring.databaseKey();
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'замок '));
    const { lock, keyring, profile, secrets } = start();
    await lock.start();
    profile.change({ welcomed: true });
    secrets.write('server-token', 'жетон');
    const [path = ''] = keyFilesIn(disk);
    await lock.adoptForeignKey(path, 'тысяча вёрст');
    expect(keyring.databaseKey()).toBe(foreign);
    expect(profile.state.welcomed).toBe(true);
    expect(secrets.read('server-token')).toBe('жетон');
    const again = start();
    await again.lock.start();
    expect(again.lock.locked).toBe(true);
    await again.lock.unlock('тысяча вёрст');
    expect(again.profile.state.welcomed).toBe(true);
    rmSync(disk, { recursive: true });
  });
});

it('a forgotten password without a code puts base and key aside and begins anew', async () => {
  const first = start();
  await first.lock.start();
  await first.lock.setPassword('', PASSWORD);
  writeFileSync(join(folder, 'base', 'kartoteka.db'), 'base');
  const former = file('keys.json');
  const again = start();
  await again.lock.start();
  await again.lock.startOver();
  expect(again.lock.locked).toBe(false);
  const aside = readdirSync(folder).find((name) => name.startsWith('keys.json.damaged-')) ?? '';
  expect(file(aside)).toBe(former);
  expect(readdirSync(join(folder, 'base')).some((name) => name.includes('.damaged-'))).toBe(true);
  expect(await code(again.lock.startOver())).toBe('invalid-input');
});

it('a key the system refuses is told of, and no other is made in its place', async () => {
  mkdirSync(join(folder, 'base'));
  const kept = { protection: 'os', value: testKeyStore('os', 'boris').wrap('ab'.repeat(32)) };
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ 'database-key': kept }));
  const { lock } = start();
  await lock.start();
  expect(deeds).toEqual(['broken key-unavailable']);
  expect(existsSync(join(folder, 'keys.json'))).toBe(false);
});
