// The long run: `npm run soak -- 500`. Many scenarios over an endpoint that is ended and begun again, every second war
// with a PostgreSQL that is killed under it, then a report.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../../src/server/start-server';
import { startPostgres } from '../server/support/postgres';
import { War } from './chaos';

const scenarios = Number(process.argv[2] ?? 500);
const first = Number(process.argv[3] ?? 1);
/** A fresh endpoint and fresh laptops every so often: the state stays small, the seeds repeatable. */
const perWar = 20;
const deeds = 20;

const sum = { scenarios: 0, edits: 0, kills: 0, restarts: 0, crashes: 0, faults: 0 };
const begun = Date.now();
for (let seed = first, wars = 0; seed < first + scenarios; wars += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'война '));
  const postgres = wars % 2 === 1 ? await startPostgres() : undefined;
  const database = postgres ? { url: await postgres.createDatabase() } : { folder };
  const endpoint = {
    lasting: true,
    database: postgres,
    start: (port: number) => startServer({ database, passwordCost: 4, loginsPerMinute: 100_000, port }),
  };
  const war = await War.begin(endpoint, seed);
  try {
    for (let round = 0; round < perWar && seed < first + scenarios; round += 1, seed += 1) {
      const since = Date.now();
      const report = await war.round(seed, deeds);
      const seconds = ((Date.now() - since) / 1000).toFixed(1);
      sum.scenarios += 1;
      for (const key of ['edits', 'kills', 'restarts', 'crashes', 'faults'] as const) sum[key] += report[key];
      console.log(
        `${report.seed}: ${report.edits} edits, ${report.faults} faults, ${report.kills} kills, ${report.restarts} restarts, ${report.crashes} databases killed, ${seconds} s, all hold ${report.hash}`,
      );
    }
  } finally {
    await war.end();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
console.log(
  `\n${sum.scenarios} scenarios in ${minutes} min: ${sum.edits} acknowledged edits, ${sum.faults} faults on the line, ${sum.kills} laptops killed, ${sum.restarts} endpoints begun again, PostgreSQL killed ${sum.crashes} times. Lost: 0. Doubled: 0. Different: 0.`,
);
