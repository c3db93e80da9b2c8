import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import { password } from '../../tests/sync/server/support/backend';
import { clientOf, noteOf } from '../../tests/sync/server/support/cards';
import { call, Device } from '../../tests/sync/server/support/client';
import { hostileSeller } from '../../tests/sync/server/support/hostile-seller';
import { letIn } from '../../tests/sync/server/support/staff';
import { percentile, type Row, row } from '../measure';
import { type Endpoint, signIn, startEndpoint } from './endpoint';

const honestPeople = 50;
/** Each writes a note and asks for news every so often, in milliseconds. */
const everyMs = 2000;
const quietMs = 15_000;
const attackMs = 45_000;

interface Honest {
  readonly device: Device;
  readonly id: string;
  readonly card: string;
  lwt: number;
}

/** How long the honest ones waited, in milliseconds, by what they asked. */
interface Waits {
  readonly pushes: number[];
  readonly pulls: number[];
}

/** One hostile seller beside fifty honest ones: what they wait, and what the endpoint holds. */
export async function measureHostile(add: (one: Row) => void): Promise<void> {
  const endpoint = await startEndpoint();
  try {
    const { url } = endpoint;
    const root = await signIn(url, 'root');
    const people: Honest[] = [];
    for (let one = 0; one < honestPeople; one += 1) {
      const id = await letIn(url, root, `honest-${one}`);
      const device = await Device.logIn(url, `honest-${one}`, `honest-${one}`);
      const card = clientOf(ulid(), id);
      await device.push('clients', [{ newDocumentState: card }]);
      people.push({ device, id, card: card.id, lwt: 0 });
    }
    const malloryId = await letIn(url, root, 'mallory');
    const quiet = await work(people, quietMs);
    const before = await endpoint.usage();
    const most = { bytes: before.bytes, held: before.held };
    const looking = watch(endpoint, most, attackMs);
    const attacking = attack(url, malloryId, people, attackMs);
    const busy = await work(people, attackMs);
    await looking;
    const statuses = await attacking;
    console.log(`the hostile one was answered: ${JSON.stringify(statuses)}`);
    for (const what of ['pushes', 'pulls'] as const) {
      add(
        row({
          name: `${honestPeople} honest people beside a hostile one: ${what}, p95`,
          value: percentile(busy[what], 0.95),
          unit: 'ms',
          baseline: { name: 'without him', value: percentile(quiet[what], 0.95) },
          atMost: { value: 300 },
        }),
      );
      add(
        row({
          name: `the same: ${what}, p50`,
          value: percentile(busy[what], 0.5),
          unit: 'ms',
          baseline: { name: 'without him', value: percentile(quiet[what], 0.5) },
        }),
      );
    }
    const mb = 1024 * 1024;
    add(
      row({
        name: "the endpoint's memory at most meanwhile",
        value: most.bytes / mb,
        unit: 'MB',
        baseline: { name: 'before', value: before.bytes / mb },
        atMost: { value: 768 },
      }),
    );
  } finally {
    await endpoint.stop();
  }
}

async function work(people: readonly Honest[], ms: number): Promise<Waits> {
  const waits: Waits = { pushes: [], pulls: [] };
  const end = performance.now() + ms;
  const timed = async (times: number[], ask: () => Promise<{ status: number }>) => {
    const begun = performance.now();
    const { status } = await ask();
    times.push(performance.now() - begun);
    if (status !== 200) throw new Error(`an honest request was answered ${status}`);
  };
  await Promise.all(
    people.map(async (one, place) => {
      await pause((place / people.length) * everyMs);
      while (performance.now() < end) {
        const next = performance.now() + everyMs;
        const note = noteOf(ulid(), one.card, one.id, 'Перезвонить после обеда');
        await timed(waits.pushes, () => one.device.push('notes', [{ newDocumentState: note }]));
        await timed(waits.pulls, async () => {
          const answer = await one.device.pull('notes', one.lwt);
          one.lwt = answer.body.checkpoint?.lwt ?? one.lwt;
          return answer;
        });
        await pause(Math.max(0, next - performance.now()));
      }
    }),
  );
  return waits;
}

async function watch(endpoint: Endpoint, most: { bytes: number; held: number }, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const { bytes, held } = await endpoint.usage();
    most.bytes = Math.max(most.bytes, bytes);
    most.held = Math.max(most.held, held);
    await pause(1000);
  }
}

/** Everything at once, again and again; gives how his requests were answered. */
async function attack(url: string, id: string, people: readonly Honest[], ms: number): Promise<object> {
  const seller = await hostileSeller(url, 'mallory', id);
  const end = performance.now() + ms;
  const colleagues = people.slice(0, 5).map((one) => one.id);
  const again = async (action: () => Promise<void>) => {
    while (performance.now() < end) {
      await action();
      await pause(20);
    }
  };
  const card = await seller.largeCard(3000);
  await Promise.all([
    again(() => seller.junk(1)),
    again(() => seller.fill(1)),
    again(() => seller.keepForHead(clientOf(ulid(), people[0]?.id ?? ''), 1)),
    again(() => seller.shareCard(card, colleagues, 1)),
    again(() => seller.announceFiles(1)),
    again(() => seller.tellExports(1)),
    again(async () => {
      await seller.askWithoutReading('/notes/0/pull?lwt=0&id=&limit=1000', 5);
      await seller.askWithoutReading('/pullStream?of=notes.0', 2);
      await pause(500);
    }),
    again(async () => {
      const body = { login: 'mallory', password: `${password} wrong`, device: { id: 'x' } };
      await call(url, 'POST', '/auth/login', { body });
      await pause(1000);
    }),
  ]);
  seller.leave();
  return seller.statuses;
}
