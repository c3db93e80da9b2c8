import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/main/store/sqlite-storage/adapter';
import { type CollectionName, collectionNames, collections } from '../../src/shared/collections';
import { type Device, deviceKey, until } from '../../tests/support/device';
import { openDeviceProcess } from '../../tests/support/device-process';
import { type Row, row } from '../measure';
import { machine, report, table } from '../report';
import { mainLoop } from './app';
import { type CrowdReport, crowd } from './crowd';
import { type Endpoint, password, push, signIn, startEndpoint } from './endpoint';
import { firstSync } from './first';
import { floorRate, fullFloorRate } from './floor';
import { idleBytes } from './idle';
import { multiply } from './seed';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** So many are sent by a laptop; more are copies made inside PostgreSQL. */
const sentClients = 2000;
const clients = Math.max(sentClients, Number(process.argv[2] ?? sentClients));
/** What the floor and PouchDB are given is kept in memory. */
const mostBytes = 200_000_000;
/** The real app is watched for so many records: half a minute tells its event loop's delays. */
const mostWatched = 150_000;
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
  const times = Math.round(clients / sentClients);
  const records = times > 1 ? await multiply(endpoint.database, times) : undefined;
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
  const expected = records ?? pages.records;
  const { laptop, found } = await firstSync(endpoint, expected, pages.first);
  const first = found.rate;
  const what = `${clients.toLocaleString('en')} clients with contacts and calls, ${expected.toLocaleString('en')} records`;
  add(
    row({
      name: `first sync of ${what}`,
      value: first,
      unit: 'records/s',
      baseline: { name: 'the same bytes by plain HTTP into raw libsql', value: floor },
      atLeast: { ratio: 0.6 },
    }),
  );
  add(
    row({
      name: 'the same, with all that the app keeps of a record',
      value: first,
      unit: 'records/s',
      baseline: {
        name: 'the same bytes by plain HTTP into raw libsql with the tables, indexes and full text of the app',
        value: await fullFloorRate(pages.bodies, pages.names),
      },
    }),
  );
  const taskAndCard = { name: 'the goal', value: 1000 };
  add(
    row({
      name: 'first sync: until a task can be read',
      value: found.taskMs,
      unit: 'ms',
      baseline: taskAndCard,
    }),
  );
  add(
    row({
      name: "first sync: until a client's card can be read",
      value: found.cardMs,
      unit: 'ms',
      baseline: taskAndCard,
    }),
  );
  add(
    row({
      name: 'first sync: how long a write of a person waits meanwhile, p95',
      value: found.writeMs,
      unit: 'ms',
      baseline: { name: 'what is felt', value: 100 },
    }),
  );
  const loop = await mainLoop(endpoint, Math.min(expected, mostWatched));
  add(
    row({
      name: "main's event loop in the real app during the first sync, p99",
      value: loop.syncing,
      unit: 'ms',
      baseline: { name: 'the idle app, p99', value: loop.idle },
      atMost: { value: 5 },
    }),
  );
  const all = pages.bodies.flatMap(documentsOf);
  const each = Math.max(1, Math.floor(all.length / 10_000));
  const pouch = pouchRate(all.filter((_, place) => place % each === 0).slice(0, 10_000));
  if (pouch !== undefined) {
    add(
      row({
        name: 'first sync, beside PouchDB',
        value: first,
        unit: 'records/s',
        baseline: {
          name: 'PouchDB with LevelDB on both sides, 10,000 of the records, of every kind',
          value: pouch,
        },
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

Over loopback HTTP, the endpoint and PostgreSQL in processes of their own, the laptop's threads in a third.
${clients.toLocaleString('en')} clients with contacts and calls; \`npm run bench -- sync 100000\` measures more: what a
laptop has sent is then copied inside PostgreSQL, and the floors get the first 200 MB of it.
A simulated device follows every collection, as the app does. Machine: ${machine()}.

${table(rows)}`,
);

/** A laptop full of made-up records gives them to the endpoint; answers records a second. */
async function fill({ url }: Endpoint): Promise<number> {
  const filler = await openDeviceProcess('filler');
  const { records } = await filler.command('app.fillDemo', { clients: sentClients });
  const begun = performance.now();
  await filler.connect(url, 'bench', password);
  const sent = () => filler.status().phase === 'online' && filler.status().unsent === 0;
  await until('everything is sent', sent, 3_600_000);
  const rate = records / ((performance.now() - begun) / 1000);
  await filler.close();
  return rate;
}

interface Pages {
  readonly bodies: readonly Buffer[];
  /** The collection of each. */
  readonly names: readonly CollectionName[];
  readonly records: number;
  /** Ids of the first task and the first client. */
  readonly first: { readonly task: string; readonly client: string };
}

/** The pages the endpoint gives, as bytes: all of a small base, the first of every collection of a large one. */
async function pagesOf({ url }: Endpoint): Promise<Pages> {
  const token = await signIn(url, 'reader');
  const bodies: Buffer[] = [];
  const names: CollectionName[] = [];
  const first = { tasks: '', clients: '' };
  let records = 0;
  for (const name of served) {
    let bytes = 0;
    for (let lwt = 0, id = ''; bytes < mostBytes / served.length; ) {
      const query = new URLSearchParams({ lwt: String(lwt), id, limit: '500' });
      const response = await fetch(`${url}/${name}/${collections[name].version}/pull?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = Buffer.from(await response.arrayBuffer());
      const page = JSON.parse(body.toString('utf8')) as {
        documents: { id: string }[];
        checkpoint: { lwt: number; id: string };
      };
      if (page.documents.length === 0) break;
      if (lwt === 0 && (name === 'tasks' || name === 'clients')) first[name] = page.documents[0]?.id ?? '';
      bodies.push(body);
      names.push(name);
      bytes += body.length;
      records += page.documents.length;
      ({ lwt, id } = page.checkpoint);
    }
  }
  return { bodies, names, records, first: { task: first.tasks, client: first.clients } };
}

function documentsOf(body: Buffer): object[] {
  return (JSON.parse(body.toString('utf8')) as { documents: object[] }).documents;
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
