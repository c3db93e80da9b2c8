import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Attempts, waitAfter } from '../../../src/main/security/attempts';
import { findKey } from '../../../src/main/security/find-key';
import {
  copyKeyFileTo,
  keyFilesIn,
  openForeignKey,
  openForeignKeyHere,
} from '../../../src/main/security/foreign';
import { readKeyFile, writeKeyFile } from '../../../src/main/security/key-file';
import { Keyring } from '../../../src/main/security/keyring';
import { draftKeyOf } from '../../../src/main/security/sealed';
import {
  keyIdOf,
  type ScryptCosts,
  type SecretWrap,
  unwrapKey,
  wrapKey,
} from '../../../src/main/security/wrap';

import { testKeyStore } from '../../support/key-store';

const quick: ScryptCosts = { N: 2 ** 10, r: 8, p: 1 };
const now = () => '2026-03-10T09:00:00.000Z';
const key = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ключи '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ring = (store = testKeyStore('os'), costs = quick) => new Keyring({ folder, store, now, costs });
const onDisk = () => readFileSync(join(folder, 'keys.json'), 'utf8');

/** A keyring with a key and a password, as after «Задать пароль». */
async function withPassword(password = 'зелёный чайник', store = testKeyStore('os')): Promise<Keyring> {
  const keys = ring(store);
  keys.create(key);
  await keys.setPassword(password);
  return keys;
}

describe('wrapping', () => {
  it('opens what was wrapped once and for all by the first version of this file', async () => {
    // Made by hand: scrypt(N=1024, r=8, p=1) and AES-256-GCM, as docs/security.md describes it.
    const { createCipheriv, scryptSync } = await import('node:crypto');
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const iv = Buffer.from('0102030405060708090a0b0c', 'hex');
    const head = { kind: 'password', kdf: 'scrypt', ...quick, salt: salt.toString('base64'), madeAt: now() };
    const aad = `["kartoteka-key",1,"${keyIdOf(key)}","password","scrypt",1024,8,1,"${head.salt}","${now()}"]`;
    const cipher = createCipheriv('aes-256-gcm', scryptSync('йод'.normalize('NFC'), salt, 32, quick), iv);
    cipher.setAAD(Buffer.from(aad));
    const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString(
      'base64',
    );
    const wrap = { ...head, iv: iv.toString('base64'), sealed } as SecretWrap;
    expect(await unwrapKey(wrap, keyIdOf(key), 'йод'.normalize('NFD'))).toEqual(key);
    expect(await unwrapKey(wrap, keyIdOf(key), 'йот')).toBeUndefined();
  });

  it('refuses a changed header, whatever of it was changed', async () => {
    const wrap = await wrapKey(key, { kind: 'password', secret: 'пароль', madeAt: now(), costs: quick });
    expect(await unwrapKey(wrap, keyIdOf(key), 'пароль')).toEqual(key);
    for (const changed of [
      { ...wrap, kind: 'recovery' as const },
      { ...wrap, N: 2 ** 11 },
      { ...wrap, r: 4 },
      { ...wrap, madeAt: '2027-03-10T09:00:00.000Z' },
      { ...wrap, salt: Buffer.alloc(16).toString('base64') },
      { ...wrap, sealed: wrap.sealed.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')) },
      { ...wrap, sealed: '' },
      { ...wrap, iv: '' },
    ]) {
      expect(await unwrapKey(changed, keyIdOf(key), 'пароль')).toBeUndefined();
    }
    expect(await unwrapKey(wrap, '0'.repeat(16), 'пароль')).toBeUndefined();
  });

  it('is not made to eat the memory by a file of a stranger', async () => {
    const wrap = await wrapKey(key, { kind: 'password', secret: 'пароль', madeAt: now(), costs: quick });
    for (const costs of [{ N: 2 ** 30 }, { r: 1000 }, { p: 1_000_000 }, { N: 3 }, { N: 0 }]) {
      await expect(unwrapKey({ ...wrap, ...costs }, keyIdOf(key), 'пароль')).rejects.toMatchObject({
        code: 'key-file-damaged',
      });
    }
  });
});

describe('the keyring', () => {
  it('opens without asking while there is no password, and only for this user of this computer', () => {
    ring().create(key);
    const again = ring();
    expect(again.start()).toBe('open');
    expect(again.databaseKey()).toBe(key.toString('hex'));
    expect(() => ring(testKeyStore('os', 'boris')).start()).toThrow('key-unavailable');
    expect(onDisk()).not.toContain(key.toString('hex'));
  });

  it('asks once a password is set, and the key has no other way out of the file', async () => {
    await withPassword();
    const again = ring();
    expect(again.start()).toBe('locked');
    expect(() => again.databaseKey()).toThrow('app-locked');
    expect(() => again.sealer).toThrow('app-locked');
    expect(await again.unlock('зеленый чайник')).toBe(false);
    expect(again.unlocked).toBe(false);
    expect(await again.unlock('зелёный чайник')).toBe(true);
    expect(again.databaseKey()).toBe(key.toString('hex'));
    again.lock();
    expect(() => again.databaseKey()).toThrow('app-locked');
    expect((JSON.parse(onDisk()) as { wraps: { kind: string }[] }).wraps.map(({ kind }) => kind)).toEqual([
      'password',
    ]);
  });

  it('changes the password without a new key, and the old one opens nothing', async () => {
    const keys = await withPassword();
    await keys.setPassword('тысяча вёрст');
    expect(keys.databaseKey()).toBe(key.toString('hex'));
    const again = ring();
    again.start();
    expect(await again.unlock('зелёный чайник')).toBe(false);
    expect(await again.unlock('тысяча вёрст')).toBe(true);
    expect(existsSync(join(folder, 'keys.json.bak'))).toBe(false);
    expect(existsSync(join(folder, 'keys.json.new'))).toBe(false);
  });

  it('renews a wrapping of older costs when it is opened', async () => {
    await withPassword();
    const costs = { N: 2 ** 11, r: 8, p: 1 };
    const newer = ring(testKeyStore('os'), costs);
    newer.start();
    expect(await newer.unlock('зелёный чайник')).toBe(true);
    expect(JSON.parse(onDisk())).toMatchObject({ wraps: [{ kind: 'password', ...costs }] });
    const again = ring();
    again.start();
    expect(await again.unlock('зелёный чайник')).toBe(true);
  });

  it('opens by the recovery code as a person types it; a new code ends the old one', async () => {
    const keys = await withPassword();
    const code = await keys.newRecoveryCode();
    const again = ring();
    again.start();
    expect(again.recoveryCodeAt).toBe(now());
    expect(await again.unlockByCode(code.toLowerCase().replaceAll('-', ' '))).toBe(true);
    await expect(again.unlockByCode(code.slice(0, -1))).rejects.toMatchObject({ code: 'recovery-code-typo' });
    await keys.newRecoveryCode();
    const third = ring();
    third.start();
    expect(await third.unlockByCode(code)).toBe(false);
    expect(onDisk()).not.toContain(code);
  });

  it('stops asking on a trusted computer only where the system can keep a key', async () => {
    const keys = await withPassword();
    keys.setAskAtStart(false);
    const again = ring();
    expect(again.start()).toBe('open');
    expect(again.asksAtStart).toBe(false);
    again.setAskAtStart(true);
    expect(ring().start()).toBe('locked');

    const weak = await withPassword('зелёный чайник', testKeyStore('weak'));
    expect(() => weak.setAskAtStart(false)).toThrow('key-unavailable');
    expect(onDisk()).not.toContain('system');
  });

  it('asks for the password where the system has forgotten what it kept', async () => {
    const keys = await withPassword();
    keys.setAskAtStart(false);
    const elsewhere = ring(testKeyStore('os', 'boris'));
    expect(elsewhere.start()).toBe('locked');
    expect(await elsewhere.unlock('зелёный чайник')).toBe(true);
  });

  it('goes back to opening without a password, and the recovery code goes with it', async () => {
    const keys = await withPassword();
    const code = await keys.newRecoveryCode();
    keys.removePassword();
    const again = ring();
    expect(again.start()).toBe('open');
    expect(await again.unlockByCode(code)).toBe(false);
  });

  it('seals each purpose under a key of its own, and nothing opens for another', () => {
    const keys = ring();
    keys.create(key);
    const sealed = keys.sealer.seal('profile', { имя: 'Анна' });
    expect(JSON.stringify(sealed)).not.toContain('Анна');
    expect(keys.sealer.open('profile', sealed)).toEqual({ имя: 'Анна' });
    expect(keys.sealer.open('другое', sealed)).toBeUndefined();
    expect(keys.sealer.open('profile', { ...sealed, data: 'AAAA' })).toBeUndefined();
  });

  it('keeps deriving the key of drafts as the first version did', () => {
    // echo -n "drafts:000102…1f" | sha256sum | xxd -r -p | base64
    expect(draftKeyOf(key)).toBe('Zo92qEv4goB0pIDtawdt8mRBh8QfONO/bpCXPtFZGYs=');
  });
});

describe('the key file', () => {
  it('survives an ending at any moment of its replacing', async () => {
    const keys = await withPassword();
    const before = onDisk();
    // Ended after the draft was written.
    writeFileSync(join(folder, 'keys.json.new'), before.slice(0, 20));
    let again = ring();
    expect(again.start()).toBe('locked');
    // Ended before the rename had come to the disk: only the former one is there.
    rmSync(join(folder, 'keys.json'));
    writeFileSync(join(folder, 'keys.json.bak'), before);
    again = ring();
    expect(again.start()).toBe('locked');
    expect(onDisk()).toBe(before);
    // The present one was torn.
    writeFileSync(join(folder, 'keys.json'), before.slice(0, 50));
    writeFileSync(join(folder, 'keys.json.bak'), before);
    again = ring();
    expect(again.start()).toBe('locked');
    expect(await again.unlock('зелёный чайник')).toBe(true);
    expect(keys.keyId).toBe(again.keyId);
  });

  it('says what is wrong with it, and is as it was after a failed change', async () => {
    writeFileSync(join(folder, 'keys.json'), 'не ключ');
    expect(() => ring().start()).toThrow('key-file-damaged');
    writeFileSync(join(folder, 'keys.json'), JSON.stringify({ format: 'kartoteka-keys', version: 2 }));
    expect(() => ring().start()).toThrow('store-newer-version');
    rmSync(join(folder, 'keys.json'));

    const keys = await withPassword();
    const before = onDisk();
    mkdirSync(join(folder, 'keys.json.new'));
    await expect(keys.setPassword('тысяча вёрст')).rejects.toMatchObject({ code: 'file-write-failed' });
    expect(onDisk()).toBe(before);
    expect(keys.hasPassword).toBe(true);
    chmodSync(folder, 0o700);
  });
});

describe('finding the key', () => {
  const profile = () => ({ folder, backupsFolder: join(folder, 'copies') });
  const base = () => join(folder, 'kartoteka.db');

  it('takes over the secrets of the first version without loss', () => {
    const store = testKeyStore('weak');
    const value = store.wrap(key.toString('hex'));
    writeFileSync(
      join(folder, 'secrets.json'),
      JSON.stringify({ 'database-key': { protection: 'weak', value } }),
    );
    const keys = ring(store);
    expect(findKey(keys, store, profile(), base())).toBe('open');
    expect(keys.databaseKey()).toBe(key.toString('hex'));
    const again = ring(store);
    expect(findKey(again, store, profile(), base())).toBe('open');
    expect(again.databaseKey()).toBe(key.toString('hex'));
  });

  it('makes no new key where the old one cannot be unwrapped', () => {
    const value = testKeyStore('os', 'boris').wrap(key.toString('hex'));
    writeFileSync(
      join(folder, 'secrets.json'),
      JSON.stringify({ 'database-key': { protection: 'os', value } }),
    );
    expect(() => findKey(ring(), testKeyStore('os'), profile(), base())).toThrow('key-unavailable');
    expect(existsSync(join(folder, 'keys.json'))).toBe(false);
  });

  it('finds a lost key file beside the copies', async () => {
    const keys = await withPassword();
    copyKeyFileTo(keys, profile().backupsFolder);
    rmSync(join(folder, 'keys.json'));
    writeFileSync(base(), 'a base');
    const again = ring();
    expect(findKey(again, testKeyStore('os'), profile(), base())).toBe('locked');
    expect(await again.unlock('зелёный чайник')).toBe(true);
  });
});

describe('a copy on another computer', () => {
  it('opens by the password or the recovery code it was made with', async () => {
    const keys = await withPassword();
    const code = await keys.newRecoveryCode();
    const backups = join(folder, 'диск');
    expect([...copyKeyFileTo(keys, backups)].sort()).toEqual(['password', 'recovery']);
    const [path = ''] = keyFilesIn(backups);
    expect(await openForeignKey(path, 'зелёный чайник')).toBe(key.toString('hex'));
    expect(await openForeignKey(path, code.toLowerCase())).toBe(key.toString('hex'));
    await expect(openForeignKey(path, 'тысяча вёрст')).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(openForeignKey(join(backups, 'нет.json'), '')).rejects.toMatchObject({
      code: 'file-not-found',
    });
    writeFileSync(path, '{');
    await expect(openForeignKey(path, '')).rejects.toMatchObject({ code: 'key-file-damaged' });
  });

  it('without a password stays bound to this computer, and carries nothing where that binds nobody', () => {
    const keys = ring();
    keys.create(key);
    expect(copyKeyFileTo(keys, join(folder, 'диск'))).toEqual(['system']);
    const [path = ''] = keyFilesIn(join(folder, 'диск'));
    expect(openForeignKeyHere(path, testKeyStore('os'))).toBe(key.toString('hex'));
    expect(openForeignKeyHere(path, testKeyStore('os', 'boris'))).toBeUndefined();

    const weak = ring(testKeyStore('weak'));
    weak.create(key);
    expect(copyKeyFileTo(weak, join(folder, 'флешка'))).toEqual([]);
    expect(keyFilesIn(join(folder, 'флешка'))).toEqual([]);
  });

  it('is taken over with its key; what the former key sealed stays readable', async () => {
    const other = Buffer.alloc(32, 9);
    const foreign = new Keyring({
      folder: join(folder, 'диск'),
      store: testKeyStore('os', 'boris'),
      now,
      costs: quick,
    });
    mkdirSync(join(folder, 'диск'));
    foreign.create(other);
    await foreign.setPassword('тысяча вёрст');
    const file = readKeyFile(foreign.path);
    if (!file) throw new Error('no file');

    const keys = await withPassword();
    const sealed = keys.sealer.seal('profile', 'прежнее');
    keys.adopt(file, other);
    const again = ring();
    again.start();
    expect(await again.unlock('зелёный чайник')).toBe(false);
    expect(await again.unlock('тысяча вёрст')).toBe(true);
    expect(again.databaseKey()).toBe(other.toString('hex'));
    expect(again.sealer.open('profile', sealed)).toBe('прежнее');
    expect(again.keyOf(keyIdOf(key))).toEqual(key);
    again.lock();
    expect(again.keyOf(keyIdOf(key))).toBeUndefined();
  });
});

describe('wrong passwords', () => {
  it('cost 1, 2, 4 … 60 seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 100].map(waitAfter)).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('are counted over restarts, ended tries included, and whatever the clock of the computer says', () => {
    const path = join(folder, 'lock.json');
    let time = 0;
    const open = () => new Attempts(path, () => time);
    const first = open();
    first.begin();
    expect(first.failed()).toBe(1);
    expect(() => first.begin()).toThrow('unlock-too-soon');
    time += 1000;
    first.begin();
    // Ended while the password was being tried.
    const second = open();
    expect(second.waitSeconds).toBe(2);
    expect(() => second.begin()).toThrow('unlock-too-soon');
    time += 2000;
    second.begin();
    second.succeeded();
    expect(open().waitSeconds).toBe(0);
  });

  it('do not count what failed for another reason', () => {
    const attempts = new Attempts(join(folder, 'lock.json'), () => 0);
    attempts.begin();
    attempts.takeBack();
    expect(attempts.waitSeconds).toBe(0);
    attempts.wasLocked = true;
    expect(new Attempts(join(folder, 'lock.json'), () => 0).wasLocked).toBe(true);
  });
});

it('is written only whole', () => {
  const path = join(folder, 'keys.json');
  writeKeyFile(path, { format: 'kartoteka-keys', version: 1, keyId: 'a', wraps: [], former: [] });
  expect(existsSync(`${path}.new`)).toBe(false);
});
