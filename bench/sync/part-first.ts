import type { Device } from '../../tests/support/device';
import { type Row, row } from '../measure';
import { mainLoop } from './app';
import { catchUp } from './catch-up';
import { startEndpoint } from './endpoint';
import { fill, sentClients } from './fill';
import { type FirstSync, firstSync } from './first';
import { floorRate, fullFloorRate } from './floor';
import { documentsOf, type Pages, pagesOf } from './pages';
import { pouchRate } from './pouch';
import { multiply } from './seed';

/** The real app is watched for so many records: half a minute tells its event loop's delays. */
const maxWatched = 150_000;

/** A first sync of a few seconds is measured so often, each beside floors of its own; the middle one counts. */
const ROUNDS = 3;

interface Round {
  readonly floor: number;
  readonly fullFloor: number;
  readonly laptop: Device;
  readonly found: FirstSync;
}

/** The round whose ratio to its own floor is in the middle. */
function middle(rounds: readonly Round[]): Round {
  const sorted = [...rounds].sort((a, b) => a.found.rate / a.floor - b.found.rate / b.floor);
  return sorted[Math.floor(sorted.length / 2)] as Round;
}

/** A laptop whose base is empty takes everything; then one that was away takes what it has missed. */
export async function measureFirst(clients: number, add: (one: Row) => void): Promise<void> {
  const endpoint = await startEndpoint();
  try {
    const sending = await fill(endpoint);
    const times = Math.round(clients / sentClients);
    const multiplied = times > 1 ? await multiply(endpoint.database, times) : undefined;
    const pages = await pagesOf(endpoint);
    const rounds: Round[] = [];
    for (let left = multiplied === undefined ? ROUNDS : 1; left > 0; left -= 1) {
      await rounds.at(-1)?.laptop.close();
      const floor = await floorRate(pages.bodies);
      const fullFloor = await fullFloorRate(pages.bodies, pages.names);
      const taken = await firstSync(endpoint, multiplied ?? pages.records, pages.first);
      rounds.push({ floor, fullFloor, ...taken });
    }
    const { laptop } = rounds.at(-1) as Round;
    const { floor, fullFloor, found } = middle(rounds);
    if (multiplied === undefined) {
      add(
        row({
          name: 'first sending of a full base',
          value: sending,
          unit: 'records/s',
          baseline: { name: 'the floor of the first sync', value: floor },
        }),
      );
    }
    const expected = multiplied ?? pages.records;
    const what = `${clients.toLocaleString('en')} clients with contacts and calls, ${expected.toLocaleString('en')} records`;
    add(
      row({
        name: `first sync of ${what}`,
        value: found.rate,
        unit: 'records/s',
        baseline: { name: 'the same bytes by plain HTTP into raw libsql', value: floor },
        atLeast: { ratio: multiplied === undefined ? 0.6 : 0.85 },
      }),
    );
    add(
      row({
        name: 'the same, with all that the app keeps of a record',
        value: found.rate,
        unit: 'records/s',
        baseline: {
          name: 'the same bytes by plain HTTP into raw libsql with the tables, indexes and full text of the app',
          value: fullFloor,
        },
      }),
    );
    add(
      row({
        name: 'first sync: the last fifth of the records',
        value: found.lastFifth,
        unit: 'records/s',
        baseline: { name: 'the first fifth, signing in included', value: found.firstFifth },
        atLeast: { ratio: 0.85 },
      }),
    );
    add(
      row({
        name: "first sync: memory of the laptop's threads at most",
        value: found.maxMb,
        unit: 'MB',
        baseline: { name: 'when a fifth had come', value: found.fifthMb },
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
        atMost: { value: 50 },
      }),
    );
    if (found.indexedS > 0.1) {
      add(
        row({
          name: 'first sync: from the last record until every index is built',
          value: found.indexedS,
          unit: 's',
          baseline: { name: 'the first sync itself', value: expected / found.rate },
        }),
      );
      add(
        row({
          name: 'first sync: how long a write of a person waits while the indexes are built, p95',
          value: found.laterWriteMs,
          unit: 'ms',
          baseline: { name: 'what is felt', value: 100 },
          atMost: { value: 50 },
        }),
      );
    }
    const loop = await mainLoop(endpoint, Math.min(expected, maxWatched));
    add(
      row({
        name: "main's event loop in the real app during the first sync, p99",
        value: loop.syncing,
        unit: 'ms',
        baseline: { name: 'the idle app, p99', value: loop.idle },
        atMost: { value: 5 },
      }),
    );
    // As many of the records are asked of PouchDB whatever there is in all.
    if (multiplied === undefined) addPouch(pages, found.rate, add);
    add(await catchUp(laptop, endpoint, floor));
    await laptop.close();
  } finally {
    await endpoint.stop();
  }
}

function addPouch(pages: Pages, rate: number, add: (one: Row) => void): void {
  const all = pages.bodies.flatMap(documentsOf);
  const each = Math.max(1, Math.floor(all.length / 10_000));
  const pouch = pouchRate(all.filter((_, place) => place % each === 0).slice(0, 10_000));
  if (pouch === undefined) return;
  add(
    row({
      name: 'first sync, beside PouchDB',
      value: rate,
      unit: 'records/s',
      baseline: {
        name: 'PouchDB with LevelDB on both sides, 10,000 of the records, of every kind',
        value: pouch,
      },
    }),
  );
}
