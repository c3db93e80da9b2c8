import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runDamage } from './damage';
import { buildChild } from './harness';

// npm run crash -- damage [files] [seed]: turns bits of a database and looks for wrong answers; see docs/crash-safety.md.
const files = Number(process.argv[2] ?? 400);
const seed = Number(process.argv[3] ?? 20261130);
const began = performance.now();
const outcomes = await runDamage({
  ...{ child: await buildChild('damage-child'), files, seed },
  told: (kind, done) => process.stdout.write(`\r${kind}: ${done}   `),
});
const sum = (of: (outcome: (typeof outcomes)[number]) => number) =>
  outcomes.reduce((all, one) => all + of(one), 0);
const report = [
  '| damage | files | same answers | told | process ended | edits missing, told | wrong |',
  '|---|---:|---:|---:|---:|---:|---:|',
  ...outcomes.map(
    ({ kind, files: all, same, told, ended, lacking, wrong }) =>
      `| ${kind} | ${all} | ${same} | ${told} | ${ended} | ${lacking} | ${wrong.length} |`,
  ),
  `| **all** | **${sum((one) => one.files)}** | **${sum((one) => one.same)}** | **${sum((one) => one.told)}** | **${sum((one) => one.ended)}** | **${sum((one) => one.lacking)}** | **${sum((one) => one.wrong.length)}** |`,
  '',
  `Seed ${seed}, ${Math.round((performance.now() - began) / 1000)} s, Node ${process.versions.node}.`,
  ...outcomes.flatMap(({ kind, wrong }) => wrong.map((one) => `- ${kind}, ${one}`)),
  '',
].join('\n');
const folder = fileURLToPath(new URL('../../test-results', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'damage.md'), report);
process.stdout.write(`\n${report}\nWritten to test-results/damage.md\n`);
process.exit(sum((one) => one.wrong.length) === 0 ? 0 : 1);
