import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import { collectionNames, collections } from '../../src/shared/collections';
import { type Device, deviceKey, until } from '../../tests/support/device';
import { openDeviceProcess } from '../../tests/support/device-process';
import { type Row, row } from '../measure';
import { machine, report, table } from '../report';
import { type CrowdReport, crowd } from './crowd';
import { type Endpoint, password, push, signIn, startEndpoint } from './endpoint';
import { floorRate } from './floor';
import { idleBytes } from './idle';

const root = fileURLToPath(new URL('../..', import.meta.url));
const clients = Number(process.argv[2] ?? 10_000);
const served = collectionNames.filter((name) => collections[name].replication === 'both');
const catchUpRecords = 10_000;
const rows: Row[] = [];
const add = (one: Row) => {
  rows.push(one);
  console.log(
    `${one.ok ? 'ok  ' : 'MISS'}  ${one.name}: ${one.value} ${one.unit} (${one.baseline}; × ${one.ratio})`,
  );
};

const endpoint = await startEndpoint();
try {
  const sending = await fill(endpoint);
  const pages = await pagesOf(endpoint);
  const floor = await floorRate(pages.bodies);
  add(
    row({
      name: 'first sending of a full base',
      value: sending,
      unit: 'records/s',
      baseline: { name: 'the floor of the first sync', value: floor },
    }),
  );
  const laptop = await openDeviceProcess('laptop');
  const first = await syncRate(laptop, endpoint, pages.records);
  add(
    row({
      name: `first sync of ${clients.toLocaleString('en')} clients with contacts and calls`,
      value: first,
      unit: 'records/s',
      baseline: { name: 'the same bytes by plain HTTP into raw libsql', value: floor },
      atLeast: { ratio: 0.6 },
    }),
  );
  const pouch = pouchRate(pages.bodies.flatMap(documentsOf).slice(0, 10_000));
  if (pouch !== undefined) {
    add(
      row({
        name: 'first sync, beside PouchDB',
        value: first,
        unit: 'records/s',
        baseline: { name: 'PouchDB with LevelDB on both sides, 10,000 of the records', value: pouch },
        atLeast: { ratio: 5 },
      }),
    );
  }
  add(await catchUp(laptop, endpoint, floor));
  await laptop.close();
  add(
    row({
      name: 'idle traffic a minute a device',
      value: await idleBytes(endpoint),
      unit: 'bytes',
      baseline: { name: 'the goal', value: 1024 },
      atMost: { value: 1024 },
    }),
  );
  let single: CrowdReport | undefined;
  for (const devices of [1, 10, 100, 500]) {
    const found = await crowd(endpoint, devices, 8);
    single ??= found;
    const many = devices === 500;
    add(
      row({
        name: `${devices} devices, 50 edits/s: edit to another device, p95`,
        value: found.p95,
        unit: 'ms',
        baseline: { name: 'one device', value: single.p95 },
        ...(many ? { atMost: { value: 300 } } : {}),
      }),
    );
    add(
      row({
        name: `${devices} devices: endpoint's share of a core`,
        value: found.cpu,
        unit: '%',
        baseline: { name: 'one device', value: single.cpu },
      }),
    );
    if (devices >= 100) {
      add(
        row({
          name: `${devices} devices: endpoint's memory for each`,
          value: found.kbEach,
          unit: 'KB',
          baseline: { name: 'the goal', value: 100 },
          ...(many ? { atMost: { value: 100 } } : {}),
        }),
      );
    }
  }
} finally {
  await endpoint.stop();
}
report(
  'sync',
  rows,
  `## The exchange

Over loopback HTTP, the endpoint and PostgreSQL in processes of their own, the laptop's data thread in a third.
${clients.toLocaleString('en')} clients with contacts and calls; \`npm run bench -- sync 100000\` measures more.
A simulated device follows every collection, as the app does. Machine: ${machine()}.

${table(rows)}`,
);

/** A laptop full of made-up records gives them to the endpoint; answers records a second. */
async function fill({ url }: Endpoint): Promise<number> {
  const filler = await openDeviceProcess('filler');
  const { records } = await filler.command('app.fillDemo', { clients });
  const begun = performance.now();
  await filler.connect(url, 'bench', password);
  const sent = () => filler.status().phase === 'online' && filler.status().unsent === 0;
  await until('everything is sent', sent, 3_600_000);
  const rate = records / ((performance.now() - begun) / 1000);
  await filler.close();
  return rate;
}

/** Every page the endpoint gives, as bytes. */
async function pagesOf({ url }: Endpoint): Promise<{ bodies: Buffer[]; records: number }> {
  const token = await signIn(url, 'reader');
  const bodies: Buffer[] = [];
  let records = 0;
  for (const name of served) {
    for (let lwt = 0, id = ''; ; ) {
      const query = new URLSearchParams({ lwt: String(lwt), id, limit: '500' });
      const response = await fetch(`${url}/${name}/${collections[name].version}/pull?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = Buffer.from(await response.arrayBuffer());
      const page = JSON.parse(body.toString('utf8')) as {
        documents: unknown[];
        checkpoint: { lwt: number; id: string };
      };
      if (page.documents.length === 0) break;
      bodies.push(body);
      records += page.documents.length;
      ({ lwt, id } = page.checkpoint);
    }
  }
  return { bodies, records };
}

function documentsOf(body: Buffer): object[] {
  return (JSON.parse(body.toString('utf8')) as { documents: object[] }).documents;
}

/** Records a second from signing in to the last one on the disk. */
async function syncRate(laptop: Device, { url }: Endpoint, expected: number): Promise<number> {
  const begun = performance.now();
  await laptop.connect(url, 'bench', password);
  const db = openDatabase({
    path: laptop.databasePath,
    encryptionKey: deviceKey,
    readonly: true,
    pragmas: {},
  });
  try {
    const count = () =>
      served.reduce(
        (sum, name) =>
          sum + Number(db.get(`SELECT count(*) FROM doc_${name}_${collections[name].version}`)?.[0] ?? 0),
        0,
      );
    while (count() < expected) await new Promise((resolve) => setTimeout(resolve, 200));
    return expected / ((performance.now() - begun) / 1000);
  } finally {
    db.close();
  }
}

/** A laptop that was away comes back to ten thousand changes. */
async function catchUp(laptop: Device, { url }: Endpoint, floor: number): Promise<Row> {
  await laptop.disconnect();
  const token = await signIn(url, 'colleague');
  const at = new Date().toISOString();
  const notes = Array.from({ length: catchUpRecords }, (_, index) => ({
    ...{
      id: `late-${index}`,
      createdAt: at,
      createdBy: '',
      updatedAt: at,
      updatedBy: '',
      importId: '',
      device: '',
    },
    ...{ clientId: '', kind: 'note', text: `Заметка ${index}` },
  }));
  await push(url, token, '/notes/0', notes);
  const db = openDatabase({
    path: laptop.databasePath,
    encryptionKey: deviceKey,
    readonly: true,
    pragmas: {},
  });
  try {
    const begun = performance.now();
    await laptop.connect(url, 'bench', password);
    const count = () => Number(db.get("SELECT count(*) FROM doc_notes_0 WHERE id LIKE 'late-%'")?.[0] ?? 0);
    while (count() < catchUpRecords) await new Promise((resolve) => setTimeout(resolve, 50));
    return row({
      name: 'catching up with 10,000 changes',
      value: catchUpRecords / ((performance.now() - begun) / 1000),
      unit: 'records/s',
      baseline: { name: 'the floor of the first sync', value: floor },
    });
  } finally {
    db.close();
  }
}

/** PouchDB's rate on the same machine; undefined, with the reason told, where its packages cannot be installed. */
function pouchRate(records: readonly object[]): number | undefined {
  const packages = join(root, '.cache', 'bench', 'pouchdb');
  mkdirSync(packages, { recursive: true });
  if (!existsSync(join(packages, 'node_modules', 'express-pouchdb'))) {
    writeFileSync(join(packages, 'package.json'), '{"private": true}\n');
    const wanted = [
      'pouchdb@9.0.0',
      'pouchdb-adapter-leveldb@9.0.0',
      'express-pouchdb@4.2.0',
      'express@4.21.2',
    ];
    const installed = spawnSync(
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted],
      {
        cwd: packages,
        encoding: 'utf8',
      },
    );
    if (installed.status !== 0) {
      console.log(`PouchDB is left out, its packages cannot be installed: ${installed.stderr.slice(-300)}`);
      return undefined;
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'pouch-'));
  try {
    writeFileSync(join(folder, 'records.json'), JSON.stringify(records));
    const words = [
      fileURLToPath(new URL('pouch.mjs', import.meta.url)),
      join(folder, 'records.json'),
      folder,
      packages,
    ];
    const ran = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 300_000 });
    const line = ran.stdout.split('\n').find((one) => one.startsWith('{"rate"'));
    if (line) return (JSON.parse(line) as { rate: number }).rate;
    console.log(`PouchDB is left out, it failed: ${ran.stderr.slice(-300)}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
