import type { Row } from '../measure';
import { machine, report, table } from '../report';
import { sentClients } from './fill';
import { measureHostile } from './hostile';
import { measureDevices } from './part-devices';
import { measureFirst } from './part-first';

/**
 * `npm run bench -- sync` measures all parts, `-- sync first`, `-- sync devices` or `-- sync hostile` one of them; `-- sync 100000` and
 * `-- sync first 100000` the first sync of so many clients. Each is written down by itself.
 */
const asked = process.argv.slice(2);
const clients = Math.max(sentClients, ...asked.map(Number).filter(Number.isFinite));
const names = asked.filter((word) => !Number.isFinite(Number(word)));
const isLarge = clients > sentClients;
const wanted = (part: string) => names.length === 0 || names.includes(part);

async function measured(work: (add: (one: Row) => void) => Promise<void>): Promise<Row[]> {
  const rows: Row[] = [];
  await work((one) => {
    rows.push(one);
    console.log(
      `${one.ok ? 'ok  ' : 'MISS'}  ${one.name}: ${one.value} ${one.unit} (${one.baseline}; × ${one.ratio})`,
    );
  });
  return rows;
}

if (wanted('first')) {
  const rows = await measured((add) => measureFirst(clients, add));
  const many = clients.toLocaleString('en');
  const how = isLarge
    ? `What a laptop has sent is copied inside PostgreSQL; the floors get the first 200 MB of it.`
    : `\`npm run bench -- sync first 100000\` measures more.`;
  report(
    isLarge ? `sync first ${clients}` : 'sync first',
    rows,
    `### The first exchange of ${many} clients

Over loopback HTTP, the endpoint and PostgreSQL in processes of their own, the laptop's threads in a third. ${how}
Machine: ${machine()}.

${table(rows)}`,
  );
}
if (wanted('devices') && !isLarge) {
  const rows = await measured(measureDevices);
  report(
    'sync devices',
    rows,
    `### Devices that are connected

A simulated device follows every collection, as the app does. Machine: ${machine()}.

${table(rows)}`,
  );
}
if (wanted('hostile') && !isLarge) {
  const rows = await measured(measureHostile);
  report(
    'sync hostile',
    rows,
    `### One hostile seller

Fifty people write a note and ask for news every two seconds, first by themselves, then beside one who uses everything a
person may ask: deleted rows full of junk, records as large as they may be, answers and streams he never reads, edits of
what is not his that began from megabytes, a card of 3,000 records shared and taken back, files of which only the size
comes, thousands of lines for the log. The endpoint, PostgreSQL, the fifty and the hostile one share the machine, with the
shares of \`docs/server.md\`. Machine: ${machine()}.

${table(rows)}`,
  );
}
process.exit(0);
