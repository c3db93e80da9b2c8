import { errors } from '@shared/texts/ru/errors';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/main/data/open-store';
import { openDatabase } from '../../../src/main/store/sqlite-storage';
import { toFailure } from '../../../src/main/threads/failures';
import { scratch } from './support';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

const open = (version: string) =>
  openStore({
    databasePath: place.file,
    encryptionKey: '',
    version,
    present: () => ({ at: '', userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });

test.each([
  ['a newer layout', 'PRAGMA user_version=99'],
  ['a newer form of a record', 'ALTER TABLE doc_clients_0 RENAME TO doc_clients_99'],
])('%s is refused in words that name the version it needs', async (_, sql) => {
  await (await open('0.1.0')).close();
  const db = openDatabase({ path: place.file });
  const clients = db.get(
    "SELECT name FROM sqlite_master WHERE name LIKE 'doc\\_clients%' ESCAPE '\\' AND type = 'table'",
  );
  db.exec(sql.replace('doc_clients_0', String(clients?.[0])));
  db.exec("UPDATE _meta SET value = '9.4.0' WHERE key = 'writer'");
  db.close();
  const error = await open('0.1.0').catch((thrown: unknown) => thrown);
  const failure = toFailure(error);
  expect(failure).toEqual({ code: 'store-newer-version', data: { version: '9.4.0' } });
  expect(errors['store-newer-version'](failure.data)).toContain('нужна 9.4.0 или новее');
});
