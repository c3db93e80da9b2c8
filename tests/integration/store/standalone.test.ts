import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { isLong } from '../../support/long';
import { scratch } from './support';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

beforeAll(() => run(process.execPath, ['scripts/build-storage.mjs'], { cwd: root }));

test('the storage imports nothing of the application', () => {
  const folder = join(root, 'src', 'main', 'store', 'sqlite-storage');
  const allowed = /^(node:\w+|rxdb|rxjs|libsql|\.\/[\w-]+)$/;
  const strangers = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/from '([^']+)'/g)].map(
        (found) => `${name}: ${found[1]}`,
      ),
    )
    .filter((line) => !allowed.test(line.slice(line.indexOf(': ') + 2)));
  expect(strangers).toEqual([]);
});

const script = `
import { getRxStorageSQLite } from './out/storage/index.mjs';
import { createRxDatabase } from 'rxdb';
const schema = { version: 0, primaryKey: 'id', type: 'object', required: ['id', 'name'], indexes: ['name'],
  properties: { id: { type: 'string', maxLength: 20 }, name: { type: 'string', maxLength: 20 } } };
const [path, encryptionKey] = process.argv.slice(1);
const open = async (name) => {
  const database = await createRxDatabase({
    name, storage: getRxStorageSQLite({ path, encryptionKey }), multiInstance: false, closeDuplicates: true });
  await database.addCollections({ clients: { schema } });
  return database;
};
const answers = [];
for (const name of ['north', 'south']) {
  const database = await open(name);
  await database.clients.insert({ id: 'a', name: 'from ' + name });
  await database.close();
}
for (const name of ['north', 'south']) {
  const database = await open(name);
  answers.push((await database.clients.find({ sort: [{ name: 'asc' }] }).exec()).map((one) => one.name));
  await database.close();
}
console.log(JSON.stringify(answers));
`;

const large = `
import { getRxStorageSQLite } from './out/storage/index.mjs';
import { fillWithDefaultSettings } from 'rxdb';
const schema = fillWithDefaultSettings({ version: 0, primaryKey: 'id', type: 'object', required: ['id'],
  properties: { id: { type: 'string', maxLength: 20 }, text: { type: 'string' } } });
const [path, count, length, ...names] = process.argv.slice(1);
const storage = getRxStorageSQLite({ path, idleCheckpointMs: 0 });
const instance = await storage.createStorageInstance({ databaseName: 'a', databaseInstanceToken: 'a',
  collectionName: 'c', schema, options: {}, multiInstance: false, devMode: false });
for (let i = 0; i < Number(count); i++) {
  const document = { id: 'd' + i, text: 'x'.repeat(Number(length)), _deleted: false, _attachments: {},
    _meta: { lwt: 1 }, _rev: '1-a' };
  const { error } = await instance.bulkWrite([{ document }], 'x');
  if (error.length > 0) throw error[0];
}
const ids = Array.from({ length: Number(count) }, (_id, i) => 'd' + i);
const page = (limit, selector = {}) => instance.query({ queryPlan: {}, query: {
  selector: { _deleted: { $eq: false }, ...selector }, sort: [{ id: 'asc' }], skip: 0, ...(limit ? { limit } : {}) } });
const few = { text: { $regex: '^y' } };
const asked = {
  few: () => page(5), all: () => page(), limit: () => page(490), sieve: () => page(490, { text: { $regex: '^x' } }),
  none: () => page(490, few), byId: () => instance.findDocumentsById(ids, false),
  changes: () => instance.getChangedDocumentsSince(490),
};
const answers = {};
for (const name of names) {
  try {
    const answer = await asked[name]();
    answers[name] = (answer.documents ?? answer).length;
  } catch (error) {
    answers[name] = error.code ?? String(error);
  }
}
console.log(JSON.stringify(answers));
storage.close();
`;

/** What a process with so many megabytes says of documents of so many characters. */
async function askForMuch(
  heap: number,
  count: number,
  length: number,
  asked: readonly string[],
): Promise<unknown> {
  const place = scratch();
  try {
    const env = { PATH: process.env.PATH ?? '' };
    const words = [`--max-old-space-size=${heap}`, '--input-type=module', '--eval', large];
    const more = [place.file, String(count), String(length), ...asked];
    const { stdout } = await run(process.execPath, [...words, ...more], { cwd: root, env });
    return JSON.parse(stdout);
  } finally {
    place.remove();
  }
}

test('what is longer than the memory is refused, and the process goes on', async () => {
  const all = ['few', 'all', 'limit', 'sieve', 'none', 'byId', 'changes'];
  const refused = 'store-out-of-memory';
  expect(await askForMuch(160, 60, 2_400_000, all)).toEqual({
    ...{ few: 5, all: refused, limit: refused, sieve: refused, none: 0, byId: refused, changes: refused },
  });
});

// Half a gigabyte is written and read, encrypted: minutes on a busy machine.
const inLong = test.skipIf(!isLong);
inLong(
  'documents that are longer together than a text may be are answered',
  { timeout: 300_000 },
  async () => {
    const answer = await askForMuch(4096, 11, 49_000_000, ['limit']);
    expect(answer).toEqual({ limit: 11 });
  },
);

test('npm run build:storage makes one file that plain Node runs', async () => {
  const place = scratch();
  try {
    expect(readdirSync(join(root, 'out', 'storage'))).toEqual(['index.mjs']);
    // Without Vitest's own settings of the environment.
    const env = { PATH: process.env.PATH ?? '' };
    const words = ['--input-type=module', '--eval', script, place.file, 'ab'.repeat(32)];
    const { stdout } = await run(process.execPath, words, { cwd: root, env });
    expect(JSON.parse(stdout)).toEqual([['from north'], ['from south']]);
    expect(readFileSync(place.file).includes('north')).toBe(false);
  } finally {
    place.remove();
  }
});
