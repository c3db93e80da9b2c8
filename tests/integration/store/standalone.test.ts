import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { scratch } from './support';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

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

test('npm run build:storage makes one file that plain Node runs', async () => {
  const place = scratch();
  try {
    await run(process.execPath, ['scripts/build-storage.mjs'], { cwd: root });
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
