import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { start } from '../app-under-test';
import { type Row, row } from '../measure';
import { bundle, root } from './bundle';

const run = promisify(execFile);

type Times = Record<string, number>;

/** RxDB's own settings but for the number of runs: it keeps the fastest twentieth of them, at least one. */
const usual = { runs: 12, docsAmount: 3000, collectionsAmount: 4, waitBetweenTests: 20 };
/** The trial storage holds at most 500 documents. */
const small = { ...usual, runs: 6, docsAmount: 300 };
/**
 * The storages take turns, each beginning anew: what slows the machine for half a minute, or what the engine happens to
 * compile, meets one turn of one of them. Of the turns, too, the fastest counts.
 */
const TURNS = 3;

/**
 * RxDB's `runPerformanceTests`: our storage over an encrypted file, as durable as Chromium's IndexedDB, against RxDB's
 * memory storage, its Dexie storage in this Electron's Chromium and its trial SQLite storage over the same binding.
 */
export async function performanceTest(): Promise<Row[]> {
  const out = join(root, '.cache', 'bench', 'store');
  mkdirSync(out, { recursive: true });
  await bundle('performance-node.ts', out, true);
  await bundle('performance-page.ts', out, false);
  const turns: Record<'ours' | 'memory' | 'dexie' | 'trial' | 'oursSmall', Times[]> = {
    ...{ ours: [], memory: [], dexie: [], trial: [], oursSmall: [] },
  };
  for (let turn = 0; turn < TURNS; turn += 1) {
    turns.ours.push(await inNode(out, 'ours', usual));
    turns.dexie.push(await inChromium(out, usual));
    turns.memory.push(await inNode(out, 'memory', usual));
    turns.trial.push(await inNode(out, 'trial', small));
    turns.oursSmall.push(await inNode(out, 'ours', small));
  }
  const [ours, memory, dexie] = [fastest(turns.ours), fastest(turns.memory), fastest(turns.dexie)];
  const [trial, oursSmall] = [fastest(turns.trial), fastest(turns.oursSmall)];

  const metrics = metricsOf(ours);
  const rows = metrics.map((key) =>
    row({
      name: `runPerformanceTests: ${key}`,
      value: ours[key] ?? Number.NaN,
      unit: 'ms',
      baseline: { name: 'Dexie storage in Chromium', value: dexie[key] ?? Number.NaN },
      atMost: { ratio: 1 },
    }),
  );
  const mean = (mine: Times, theirs: Times) => {
    const keys = metricsOf(mine).filter((key) => (mine[key] ?? 0) > 0 && (theirs[key] ?? 0) > 0);
    return Math.exp(
      keys.reduce((sum, key) => sum + Math.log((mine[key] ?? 1) / (theirs[key] ?? 1)), 0) / keys.length,
    );
  };
  const against = (name: string, value: number) =>
    row({
      name: `runPerformanceTests: geometric mean to ${name}`,
      value,
      unit: '×',
      baseline: { name, value: 1 },
    });
  return [
    ...rows,
    ...metrics.map((key) =>
      row({
        name: `runPerformanceTests, to memory: ${key}`,
        value: ours[key] ?? Number.NaN,
        unit: 'ms',
        baseline: { name: 'memory storage', value: memory[key] ?? Number.NaN },
      }),
    ),
    against('the memory storage', mean(ours, memory)),
    against('the Dexie storage', mean(ours, dexie)),
    against('the trial SQLite storage, 300 documents', mean(oursSmall, trial)),
  ];
}

/** Of each metric the least, in milliseconds. */
function fastest(turns: readonly Times[]): Times {
  const [first = {}] = turns;
  return Object.fromEntries(
    metricsOf(first).map((key) => [key, Math.min(...turns.map((one) => one[key] ?? Number.NaN))]),
  );
}

const metricsOf = (times: Times) =>
  Object.keys(times).filter((key) => !/^(description|\w+Amount)$/.test(key));

async function inNode(out: string, name: string, settings: object): Promise<Times> {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'));
  try {
    const words = [
      join(out, 'performance-node.mjs'),
      name,
      join(folder, 'base.db'),
      JSON.stringify(settings),
    ];
    // Electron's own Node, in which the app's data thread runs: the same engine as the page's.
    const { stdout } = await run(process.env.BENCH_ELECTRON ?? process.execPath, words, {
      cwd: root,
      maxBuffer: 1 << 26,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const line = stdout.split('\n').find((one) => one.startsWith('result '));
    if (line === undefined) throw new Error(`${name} said nothing`);
    return JSON.parse(line.slice('result '.length)) as Times;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inChromium(out: string, settings: object): Promise<Times> {
  const profile = join(root, '.cache', 'bench', 'blank');
  const { page, stop } = await start('blank', profile);
  try {
    await page.addScriptTag({ path: join(out, 'performance-page.mjs'), type: 'module' });
    await page.waitForFunction(() => 'runDexie' in globalThis);
    return await page.evaluate(
      (given) => (globalThis as unknown as { runDexie(s: object): Promise<Times> }).runDexie(given),
      settings,
    );
  } finally {
    await stop();
  }
}
