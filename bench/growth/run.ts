import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Row, row } from '../measure';
import { machine, report, table } from '../report';
import { growthDatabase } from './base';
import { measure } from './measure';

const cache = join(fileURLToPath(new URL('../..', import.meta.url)), '.cache', 'bench', 'growth');
mkdirSync(cache, { recursive: true });

/**
 * `npm run bench -- growth [clients] [names of calls…]`: every command and live query of the contract in a database of 1,000
 * clients and in one of 100,000, or so many, with 300,000 contacts, 1,000,000 calls and 100,000 documents. Runs of all of
 * them are written down.
 */
const SMALL = 1000;
const LARGE = 100_000;

const asked = process.argv.slice(2);
const size = asked.map(Number).find((number) => number > SMALL) ?? LARGE;
const names = asked.filter((one) => Number.isNaN(Number(one)));

const small = await measure(await growthDatabase(cache, SMALL), names);
const large = await measure(await growthDatabase(cache, size), names);
const baseline = `of ${SMALL.toLocaleString('en')} clients`;
const rows: Row[] = [...large].map(([name, value]) =>
  row({
    name,
    value,
    unit: 'ms',
    baseline: { name: baseline, value: small.get(name) ?? Number.NaN },
    atMost: name.endsWith(': both') ? { value: 2000, ratio: 1.5 } : { ratio: 1.5 },
  }),
);
for (const one of [...rows].sort((a, b) => a.ratio - b.ratio)) {
  console.log(`${one.ok ? 'ok  ' : 'MISS'}  ${one.name}: ${one.value} ms (${one.baseline}; × ${one.ratio})`);
}
console.log(`${rows.filter(({ ok }) => ok).length} of ${rows.length} within their goal`);
if (names.length === 0) {
  const many = (times: number) => (size * times).toLocaleString('en');
  report(
    'growth',
    rows,
    `## Growth

Every command and live query of the contract, in a base of ${many(1)} clients, ${many(3)} contacts, ${many(10)} calls and
${many(1)} documents, held against the same in a base of 1,000 clients; medians, the way to the threads and the durable commit
included. Machine: ${machine()}.

${table(rows)}`,
  );
}
process.exit(0);
