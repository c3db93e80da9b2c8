import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, timeToRows } from './app-under-test';
import { median, type Row, row } from './measure';

const starts = 5;

async function one(folder: string, profile: string, args: readonly string[]): Promise<number> {
  const app = await start(folder, profile, args);
  const time = await timeToRows(app);
  await app.stop();
  return time;
}

/** Spawn to the first rows of «Клиенты», against spawn to the first paint of a blank window; taken in turns. */
export async function coldStart(profile: string): Promise<Row[]> {
  const blankProfile = mkdtempSync(join(tmpdir(), 'kartoteka-blank-'));
  const blank: number[] = [];
  const ours: number[] = [];
  try {
    for (let turn = 0; turn <= starts; turn += 1) {
      const empty = await one('blank', blankProfile, []);
      const full = await one('.', profile, ['--open=/clients']);
      // The first turn fills the disk's and V8's caches for both.
      if (turn === 0) continue;
      blank.push(empty);
      ours.push(full);
    }
  } finally {
    rmSync(blankProfile, { recursive: true, force: true });
  }
  return [
    row({
      name: 'cold start to interactive «Клиенты», median',
      value: median(ours),
      unit: 'ms',
      baseline: { name: "the same runtime's blank window", value: median(blank) },
      atMost: { ratio: 1.5 },
    }),
  ];
}
