import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyKeyFileTo, keyFilesIn, openForeignKey } from '../../../src/main/security/foreign';
import { Keyring } from '../../../src/main/security/keyring';
import { openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import { testKeyStore } from '../../support/key-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ключ и база '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ring = () =>
  new Keyring({
    folder,
    store: testKeyStore(),
    now: () => '2026-03-10T09:00:00.000Z',
    costs: { N: 2 ** 10, r: 8, p: 1 },
  });

it('a real base opens after every change of the password, byte for byte the same, and its copy elsewhere', async () => {
  const path = join(folder, 'kartoteka.db');
  const keys = ring();
  keys.create();
  const first = openDatabase({ path, encryptionKey: keys.databaseKey() });
  first.exec('CREATE TABLE t (v TEXT)');
  first.run('INSERT INTO t VALUES (?)', ['Ромашка']);
  first.close();
  const bytes = readFileSync(path);
  expect(bytes.includes('Ромашка')).toBe(false);

  await keys.setPassword('зелёный чайник');
  await keys.setPassword('тысяча вёрст');
  const code = await keys.newRecoveryCode();
  expect(readFileSync(path).equals(bytes)).toBe(true);
  const again = ring();
  again.start();
  expect(await again.unlock('тысяча вёрст')).toBe(true);
  const db = openDatabase({ path, encryptionKey: again.databaseKey() });
  expect(db.get('SELECT v FROM t')).toEqual(['Ромашка']);
  expect(db.get('PRAGMA temp_store'), 'temporary tables in memory').toEqual([2]);
  const disk = join(folder, 'диск');
  mkdirSync(disk);
  db.exec(`VACUUM INTO '${join(disk, 'копия.db')}'`);
  db.close();
  copyKeyFileTo(again, disk);

  // Nothing but the folder goes to the other computer.
  const [file = ''] = keyFilesIn(disk);
  for (const secret of ['тысяча вёрст', code]) {
    const encryptionKey = await openForeignKey(file, secret);
    const copy = openDatabase({ path: join(disk, 'копия.db'), encryptionKey, readonly: true });
    expect(copy.get('SELECT v FROM t')).toEqual(['Ромашка']);
    copy.close();
  }
  expect(() => openDatabase({ path, encryptionKey: '0'.repeat(64) })).toThrow(
    expect.objectContaining({ code: 'store-wrong-key' }),
  );
});
