import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../src/server/start-server';
import { inMemory } from '../support/memory-database';
import { buildChild, type Outcome, type RunOptions, runKills } from './harness';

// npm run crash: the long run of the kill harness; see docs/crash-safety.md. A share of the kills for each deed.
const shares: readonly (readonly [RunOptions['action'], number])[] = [
  ['write', 0.25],
  ['import', 0.15],
  ['backup', 0.15],
  ['restore', 0.1],
  ['migrate-schema', 0.1],
  ['migrate-layout', 0.05],
  ['sync', 0.2],
];
const kills = Number(process.argv[2] ?? 220);
const seed = Number(process.argv[3] ?? 20260310);
/** One deed alone, all the kills for it; '' for each its share. */
const only = process.argv[4] ?? '';
const password = 'очень-длинный пароль 1';

const child = await buildChild();
const server = await startServer({ database: await inMemory(), passwordCost: 4, loginsPerMinute: 10_000 });
await server.createUser({ login: 'anna', name: 'Анна Петрова', password });
const began = performance.now();
const outcomes: Outcome[] = [];
for (const [action, share] of shares) {
  if (only !== '' && action !== only) continue;
  const outcome = await runKills({
    ...{
      child,
      action,
      seed,
      kills: only === '' ? Math.ceil(kills * share) : kills,
      stretch: action.startsWith('migrate') ? 1 : 4,
    },
    server: { url: server.url, login: 'anna', password },
    told: (kill) => process.stdout.write(`\r${action}: ${kill}   `),
  });
  outcomes.push(outcome);
  process.stdout.write(`\r${line(outcome)}\n`);
  for (const loss of outcome.losses) process.stdout.write(`  ${loss}\n`);
}
await server.close();

const whole = {
  kills: sum((one) => one.kills),
  acknowledged: sum((one) => one.acknowledged),
  losses: sum((one) => one.losses.length),
};
const seconds = Math.round((performance.now() - began) / 1000);
const report = [
  '| deed | kills | acknowledged | losses |',
  '|---|---:|---:|---:|',
  ...outcomes.map((one) => `| ${one.action} | ${one.kills} | ${one.acknowledged} | ${one.losses.length} |`),
  `| **all** | **${whole.kills}** | **${whole.acknowledged}** | **${whole.losses}** |`,
  '',
  `Seed ${seed}, ${seconds} s, Node ${process.versions.node}, ${platform()} ${release()} ${arch()}, ` +
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}.`,
  ...outcomes.flatMap(({ losses }) => losses.map((loss) => `- ${loss}`)),
  '',
].join('\n');
const folder = fileURLToPath(new URL('../../test-results', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'crash.md'), report);
process.stdout.write(`\n${report}\nWritten to test-results/crash.md\n`);
process.exit(whole.losses === 0 ? 0 : 1);

function line({ action, kills: done, acknowledged, losses }: Outcome): string {
  return `${action}: ${done} kills, ${acknowledged} acknowledged, ${losses.length} losses`;
}

function sum(of: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + of(outcome), 0);
}
