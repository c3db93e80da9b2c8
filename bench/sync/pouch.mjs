// PouchDB's own replication of the same records over loopback, for comparison: LevelDB behind express-pouchdb, LevelDB
// at the client. Run where its packages are installed: `node pouch.mjs <file with records> <folder>`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [file = '', folder = '', packages = ''] = process.argv.slice(2);
const require = createRequire(join(packages, 'package.json'));
const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-leveldb'));
const express = require('express');
const records = JSON.parse(readFileSync(file, 'utf8'));

const Far = PouchDB.defaults({ prefix: join(folder, 'far/'), adapter: 'leveldb' });
require('node:fs').mkdirSync(join(folder, 'far'), { recursive: true });
const app = express();
app.use(
  '/',
  require('express-pouchdb')(Far, { mode: 'minimumForPouchDB', logPath: join(folder, 'log.txt') }),
);
const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const source = new Far('records');
  for (let from = 0; from < records.length; from += 1000) {
    await source.bulkDocs(records.slice(from, from + 1000).map((one) => ({ ...one, _id: one.id })));
  }
  const target = new PouchDB(join(folder, 'near'), { adapter: 'leveldb' });
  const begun = performance.now();
  await target.replicate.from(`http://127.0.0.1:${port}/records`, { batch_size: 500 });
  const seconds = (performance.now() - begun) / 1000;
  const { doc_count } = await target.info();
  console.log(JSON.stringify({ rate: doc_count / seconds, records: doc_count }));
  process.exit(0);
});
