import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from '../measure';
import { machine, report, table } from '../report';
import { growth } from './growth';
import { performanceTest } from './performance-test';
import { fileSize, ratios } from './ratios';
import { search } from './search';
import { threads } from './threads';

const cache = join(fileURLToPath(new URL('../..', import.meta.url)), '.cache', 'bench', 'store');

const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  ratios: async () => [
    ...(await ratios(100_000, true)),
    ...(await ratios(100_000, false)),
    await fileSize(20_000),
  ],
  performance: performanceTest,
  growth: () => growth(cache),
  threads: () => threads(cache),
  search: () => search(cache),
};

const titles: Readonly<Record<string, string>> = {
  ratios: 'Our storage and RxDB over it, to raw libsql',
  performance: "RxDB's own performance test",
  growth: 'Growth',
  threads: 'While 100,000 documents are imported',
  search: 'Search',
};

/** `npm run bench -- store ratios` measures one part; without a name all of them are measured and written down. */
const asked = process.argv.slice(2);
const wanted = Object.keys(parts).filter((part) => asked.length === 0 || asked.includes(part));
for (const part of wanted) {
  console.log(`\n${titles[part]}`);
  const rows = (await parts[part]?.()) ?? [];
  for (const one of rows) {
    const verdict = one.goal === '—' ? '    ' : one.ok ? 'ok  ' : 'MISS';
    console.log(
      `${verdict}  ${one.name}: ${one.value} ${one.unit} (${one.baseline}; × ${one.ratio}; goal ${one.goal})`,
    );
  }
  report(`store ${part}`, rows, `### ${titles[part]}\n\nMachine: ${machine()}.\n\n${table(rows)}`);
}
process.exit(0);
