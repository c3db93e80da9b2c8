import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { finishSwap, listCopies, removeDatabase } from '../../src/main/store/backup-files';
import { makeCopy } from '../../src/main/store/backups';
import { openDatabase, storageHandle } from '../../src/main/store/sqlite-storage';
import type { BackupOrigin } from '../../src/shared/backups/contract';
import { migratedCount, openThings } from './migration';
import { backupsOf, baseOf, type Deed, journalOf, type Order, randomOf } from './orders';
import { acknowledged, alarms, type Losses, readJournal, verifyCopies, verifyDatabase } from './verify';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a run of kills found. */
export interface Outcome {
  readonly action: Deed;
  readonly kills: number;
  /** Edits (records, for an import) the store had acknowledged before the kills. */
  readonly acknowledged: number;
  readonly losses: Losses;
}

/** Bundles the child once, as the program's own threads are: loading it must not take longer than what it does. */
export async function buildChild(name: 'child' | 'damage-child' = 'child'): Promise<string> {
  const outDir = join(root, 'node_modules', '.cache', `kartoteka-crash-${name}`);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'src', 'shared') } },
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: join(root, 'tests', 'crash', `${name}.ts`),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}

export interface RunOptions {
  readonly child: string;
  readonly action: Exclude<Deed, 'drain'>;
  readonly kills: number;
  readonly seed: number;
  readonly server?: Order['server'];
  /** How many times longer than usual the children live. */
  readonly stretch?: number;
  readonly told?: (kill: number) => void;
}

/** How long after it says it is ready a child lives at most, in milliseconds. */
const longestLife: Readonly<Record<RunOptions['action'], number>> = {
  write: 250,
  import: 400,
  backup: 350,
  restore: 450,
  'migrate-schema': 300,
  'migrate-layout': 200,
  sync: 500,
};

/** Kills a child again and again at random moments of one deed, and after each restart looks for what was lost. */
export async function runKills(options: RunOptions): Promise<Outcome> {
  const { action, kills, seed, told } = options;
  const folder = mkdtempSync(join(tmpdir(), `картотека сбой ${action} `));
  const encryptionKey = createHash('sha256').update(`crash ${seed}`).digest('hex');
  const random = randomOf(seed);
  const losses: string[] = [];
  let counted = 0;
  try {
    mkdirSync(join(folder, 'base'), { recursive: true });
    if (action === 'restore' || action === 'migrate-layout') await fill(options, folder, encryptionKey);
    if (action === 'restore') copyFilled(folder, encryptionKey);
    let lives = 0;
    for (let kill = 1; kill <= kills; ) {
      lives += 1;
      if (lives > 5 * kills + 5) throw new Error(`${action}: the children end before they can be killed`);
      await prepareLife(action, folder, encryptionKey);
      const order: Order = {
        ...{ action, folder, encryptionKey, life: lives, seed: seed * 1000 + lives },
        ...(options.server ? { server: options.server } : {}),
      };
      const from = sizeOf(journalOf(folder));
      const child = start(options.child, order);
      await saysReady(child, folder, from);
      await pause(random() * longestLife[action] * (options.stretch ?? 1));
      const wasKilled = await killed(child);
      const found = await lookAfter(action, folder, encryptionKey);
      losses.push(...found.map((loss) => `${action}, kill ${kill}: ${loss}`));
      // A child that was done before is looked after like the others, but is no kill.
      if (!wasKilled) continue;
      told?.(kill);
      kill += 1;
    }
    counted = readJournal(folder)
      .filter(({ say }) => say === 'acknowledged')
      .reduce((sum, { ids }) => sum + ids.length, 0);
    if (action === 'sync') losses.push(...(await drain(options, folder, encryptionKey)));
    return { action, kills, acknowledged: counted, losses };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lookAfter(action: Deed, folder: string, key: string): Promise<Losses> {
  switch (action) {
    case 'migrate-schema':
      return verifyThings(folder, key);
    case 'restore':
      return verifyRestore(folder, key);
    case 'migrate-layout':
      return [...(await verifyDatabase(folder, key)), ...verifyKept(folder, key)];
    case 'backup':
      return [...(await verifyDatabase(folder, key)), ...verifyCopies(folder, key)];
    default:
      return verifyDatabase(folder, key);
  }
}

/** What must stand before each life. */
async function prepareLife(action: Deed, folder: string, key: string): Promise<void> {
  if (action === 'migrate-schema') {
    removeDatabase(baseOf(folder));
    const database = await openThings(baseOf(folder), key, 0);
    const rows = Array.from({ length: migratedCount }, (_, n) => ({ id: `t${n}`, name: 'я'.repeat(n % 50) }));
    await database.collections.things?.bulkInsert(rows);
    await database.close();
  }
  if (action === 'migrate-layout' && existsSync(baseOf(folder))) toLayoutOne(baseOf(folder), key);
}

/** Takes a closed database back to the first layout, which every life then brings up to date again. */
function toLayoutOne(path: string, encryptionKey: string): void {
  const db = openDatabase({ path, encryptionKey });
  db.transaction(() => {
    db.exec("INSERT INTO _meta(key, value) SELECT 'database', name FROM _databases WHERE id = 0");
    db.exec('DROP TABLE _databases');
    db.exec('PRAGMA user_version=1');
  });
  db.close();
}

/** A database with edits. */
async function fill(options: RunOptions, folder: string, key: string): Promise<void> {
  const order: Order = { action: 'write', folder, encryptionKey: key, life: 0, seed: options.seed };
  const child = start(options.child, order);
  await saysReady(child, folder, 0);
  while (readJournal(folder).filter(({ say }) => say === 'acknowledged').length < 20) await pause(20);
  await killed(child);
}

/** A copy of the database that is put back again and again. */
function copyFilled(folder: string, key: string): void {
  makeCopy(
    { path: baseOf(folder), encryptionKey: key },
    backupsOf(folder),
    'kartoteka-2026-01-01-000000.db',
    {
      ...({
        madeAt: '',
        deviceId: '',
        deviceName: '',
        userName: '',
        appVersion: '',
      } satisfies Partial<BackupOrigin>),
      ...{ demo: false, account: null },
    },
  );
}

/**
 * After a kill in the middle of restoring there is a database, whole; and every acknowledged edit stands in it or in one
 * of the copies of what was there before.
 */
async function verifyRestore(folder: string, encryptionKey: string): Promise<Losses> {
  finishSwap(baseOf(folder));
  if (!existsSync(baseOf(folder))) return ['there is no base'];
  const places = [baseOf(folder), ...listCopies(backupsOf(folder)).map(({ path }) => path)];
  const journal = readJournal(folder);
  let missing: string[] | undefined;
  const damaged: string[] = [];
  for (const path of places) {
    const db = openDatabase({ path, encryptionKey });
    try {
      if (db.get('PRAGMA integrity_check(1)')?.[0] !== 'ok') damaged.push(`${path} is damaged`);
      damaged.push(...alarms(db));
      const here = new Set(acknowledged(db, journal).map((loss) => loss.split(' ')[0] ?? ''));
      missing = missing === undefined ? [...here] : missing.filter((key) => here.has(key));
    } finally {
      db.close();
    }
  }
  return [...damaged, ...(missing ?? []).map((key) => `${key} is in no copy`)];
}

/** What was kept of the file before its layout was changed is whole, should there be anything. */
function verifyKept(folder: string, encryptionKey: string): Losses {
  const path = `${baseOf(folder)}.layout-1`;
  if (!existsSync(path)) return [];
  const db = openDatabase({ path, encryptionKey, readonly: true });
  try {
    return db.get('PRAGMA integrity_check(1)')?.[0] === 'ok' ? [] : ['the kept file is damaged'];
  } finally {
    db.close();
  }
}

/** The migration can be ended, and leaves every record once and in its new form. */
async function verifyThings(folder: string, key: string): Promise<Losses> {
  const database = await openThings(baseOf(folder), key, 1);
  try {
    const found = (await database.collections.things?.find().exec()) ?? [];
    const wrong = found.filter((one) => one.get('length') !== String(one.get('name')).length);
    const losses = wrong.map((one) => `${one.primary} was not migrated`);
    if (found.length !== migratedCount) losses.push(`${found.length} records of ${migratedCount}`);
    return [...losses, ...alarms(storageHandle(baseOf(folder)).db)];
  } finally {
    await database.close();
  }
}

/** Lets the device send the rest, and looks whether the server has every acknowledged edit. */
async function drain({ child, server, seed }: RunOptions, folder: string, key: string): Promise<Losses> {
  if (!server) return ['there was no server'];
  const order: Order = { action: 'drain', folder, encryptionKey: key, life: 0, seed, server };
  const process = start(child, order);
  const code = await Promise.race([ended(process), pause(120_000, 'late' as const)]);
  if (code !== 0) {
    process.kill('SIGKILL');
    return [`the rest was not sent: ${code}`];
  }
  const answer = await fetch(`${server.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: server.login, password: server.password, device: { id: 'observer' } }),
  });
  const { token } = (await answer.json()) as { token: string };
  const losses: string[] = [];
  for (const collection of ['clients', 'notes', 'tasks'] as const) {
    const values = new Map<string, Record<string, unknown>>();
    let at = { id: '', lwt: 0 };
    for (;;) {
      const query = new URLSearchParams({ id: at.id, lwt: String(at.lwt), limit: '1000' });
      const page = (await (
        await fetch(`${server.url}/${collection}/0/pull?${query}`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).json()) as { documents: (Record<string, unknown> & { id: string })[]; checkpoint: typeof at };
      for (const document of page.documents) values.set(document.id, document);
      at = page.checkpoint;
      if (page.documents.length < 1000) break;
    }
    const db = openDatabase({ path: baseOf(folder), encryptionKey: key });
    const rows = db.all(`SELECT id, data FROM doc_${collection}_0 WHERE deleted = 0`);
    db.close();
    for (const [id, data] of rows) {
      const here = JSON.parse(String(data)) as Record<string, unknown>;
      const there = values.get(String(id));
      if (!there) losses.push(`${collection}:${String(id)} is not on the server`);
      else if (there.updatedAt !== here.updatedAt)
        losses.push(`${collection}:${String(id)} is older on the server`);
    }
  }
  return losses;
}

function start(file: string, order: Order): ChildProcess {
  const child = spawn(process.execPath, ['--expose-gc', file, JSON.stringify(order)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  child.on('exit', (code) => {
    if (code !== null && code !== 0) process.stderr.write(`the child ended with ${code}: ${complaints}\n`);
  });
  return child;
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

/** Ends a child at once; false when it had ended by itself. */
async function killed(child: ChildProcess): Promise<boolean> {
  const gone = ended(child);
  child.kill('SIGKILL');
  await gone;
  return child.signalCode === 'SIGKILL';
}

/** Waits until the child has opened its database. @throws when it ends before, or after half a minute */
async function saysReady(child: ChildProcess, folder: string, from: number): Promise<void> {
  const end = Date.now() + 180_000;
  for (;;) {
    const journal = journalOf(folder);
    if (existsSync(journal) && readFileSync(journal).subarray(from).includes('"ready"')) return;
    if (child.exitCode !== null)
      throw new Error(`the child ended with ${child.exitCode} before it was ready`);
    if (Date.now() > end) throw new Error('the child was not ready in time');
    await pause(10);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
