import type { Call } from '@shared/calls/schema';
import type { CollectionName, Records } from '@shared/collections';
import type { Contact } from '@shared/contacts/schema';
import type { BusinessDocument } from '@shared/documents/schema';
import { clientZone } from '@shared/domain/phones/phones';
import type { Bank } from '@shared/domain/requisites/requisites';
import type { Task } from '@shared/tasks/schema';
import { DemoClock } from './clock';
import { makeCall, makeNote, makeTask, taskOfCall } from './make-activity';
import { type MadeClient, makeClient, makeContact } from './make-client';
import { makeDocument, makeOrganization, Numbers } from './make-documents';
import { Random, type Weighted } from './random';
import { type Stamps, stampsAt } from './stamps';

export interface GenerateOptions {
  readonly clients: number;
  /** The same seed and the same instant give the same records. */
  readonly seed: number;
  /** The instant the database is to look alive at, ISO. */
  readonly now: string;
  /** How far the local clock is ahead of UTC, in minutes. */
  readonly offsetMinutes: number;
  readonly userId: string;
  /** The device's series of document numbers. */
  readonly series: string;
  /** Where accounts are kept; БИК of the Treasury are left out by the caller. */
  readonly banks: readonly Bank[];
}

/** Records of one collection that are written together. */
export type Batch = {
  [N in CollectionName]: { readonly collection: N; readonly records: readonly Records[N][] };
}[CollectionName];

/** Colleagues among whom the clients are divided; the person at the device has the most. */
const colleagues = ['Анна Смирнова', 'Павел Гордеев', 'Екатерина Власова'] as const;

const BATCH = 1000;
/** A person cannot have ten thousand open tasks: in a large database they are as many as in a busy department. */
const MOST_OPEN_TASKS = 600;
/** Records of all collections for a client on average; for the progress shown. */
export const RECORDS_PER_CLIENT = 15.8;

interface Planned {
  readonly at: number;
  readonly type: BusinessDocument['type'];
  readonly draft: boolean;
  readonly made: MadeClient;
}

/**
 * A made-up base: real-shaped, deterministic, in batches of one collection. A client stands before its contacts,
 * calls and tasks; documents come last, numbered in the order of their dates.
 */
export function* generate(options: GenerateOptions): Generator<Batch> {
  const random = new Random(options.seed);
  const clock = new DemoClock(Date.parse(options.now), options.offsetMinutes);
  const batches = new Batches();
  const stamp = (at: number, userId = options.userId) => stampsAt(random, at, userId);

  const users = colleagues.map((name, place) => ({
    ...stamp(clock.beginning, options.userId),
    name,
    login: `demo${place + 1}`,
    role: 'seller' as const,
    disabled: false,
  }));
  const owners: Weighted<string> = [[options.userId, 55], ...users.map(({ id }) => [id, 15] as const)];
  yield { collection: 'users', records: users };
  const organization = makeOrganization(random, stamp(clock.beginning), options.banks);
  yield { collection: 'organizations', records: [organization] };

  const planned: Planned[] = [];
  const openTask = Math.min(0.35, MOST_OPEN_TASKS / options.clients);
  for (let place = 0; place < options.clients; place += 1) {
    const made = makeOne(random, clock, stamp, random.weighted(owners), place, options);
    const { contacts, calls, tasks } = history(random, clock, stamp, made, place, openTask, options.clients);
    const touched = calls.reduce((last, { startedAt }) => (startedAt > last ? startedAt : last), '');
    const client = touched > made.client.updatedAt ? { ...made.client, updatedAt: touched } : made.client;
    batches.add('clients', client);
    for (const contact of contacts) batches.add('contacts', contact);
    for (const call of calls) batches.add('calls', call);
    for (const task of tasks) batches.add('tasks', task);
    if (random.chance(0.35)) {
      const at = clock.pastMoment(random, Date.parse(client.createdAt));
      batches.add('notes', makeNote(random, at, made, contacts, client.ownerId));
    }
    planned.push(...planDocuments(random, clock, made, place));
    yield* batches.full();
  }

  const numbers = new Numbers(options.series);
  const contracts = new Map<string, BusinessDocument>();
  for (const { at, type, draft, made } of planned.sort((a, b) => a.at - b.at)) {
    const { client } = made;
    const plan = { type, at, date: clock.dayOf(at), draft, contract: contracts.get(client.id) };
    const document = makeDocument(random, plan, client, organization, numbers, client.ownerId);
    if (type === 'contract' && !draft) contracts.set(client.id, document);
    batches.add('documents', document);
    yield* batches.full();
  }
  yield* batches.rest();
  yield { collection: 'counters', records: numbers.counters(stamp(clock.now)) };
}

type Stamp = (at: number, userId?: string) => Stamps;

function makeOne(
  random: Random,
  clock: DemoClock,
  stamp: Stamp,
  ownerId: string,
  place: number,
  { banks }: GenerateOptions,
): MadeClient {
  // What the first clients are given of this month comes after them.
  const before = place < 9 ? 15 : 4;
  const createdAt = clock.pastMoment(random, clock.beginning, clock.hours(''), before);
  return makeClient(random, stamp(createdAt, ownerId), ownerId, banks, Number(clock.today.slice(0, 4)));
}

/** The zone of a client as the program itself tells it; '' where nothing does. */
const zoneOf = (client: MadeClient['client']): string => clientZone(client)?.zone ?? '';

/** Contacts, calls and tasks of a client. */
function history(
  random: Random,
  clock: DemoClock,
  stamp: Stamp,
  made: MadeClient,
  place: number,
  openTask: number,
  clients: number,
): { contacts: Contact[]; calls: Call[]; tasks: Task[] } {
  const { client } = made;
  const since = Date.parse(client.createdAt);
  const hours = clock.hours(zoneOf(client));
  const owner = client.ownerId;
  const people = client.kind === 'person' ? 1 : random.int(1, 5);
  const contacts = Array.from({ length: people }, (_, index) =>
    makeContact(random, stamp(since, owner), made, index === 0),
  );
  const tasks: Task[] = [];
  const moments = Array.from({ length: Math.round(random.pareto(10, place)) }, () =>
    clock.pastMoment(random, since, hours),
  );
  // Something happened just now: with a few clients of a demo database, with a few hundred of a large one.
  const busy = place < 9 || random.chance(Math.min(0.02, 150 / clients));
  if (busy) moments.push(clock.recentMoment(random, hours));
  const calls = moments.sort((a, b) => a - b).map((at) => makeCall(random, at, made, contacts, owner));

  const last = calls.at(-1);
  if (last?.nextStep && busy) {
    const task = taskOfCall(random, clock, last, random.int(1, 5));
    tasks.push(task);
    calls[calls.length - 1] = { ...last, taskId: task.id };
  }
  if (random.chance(0.55)) {
    // Set and done since the client is known.
    const offset = -Math.min(random.int(5, 300), clock.workingDaysSince(since));
    tasks.push(makeTask(random, clock, { offset, done: true }, made, contacts, owner));
  }
  if (random.chance(openTask)) {
    const when = random.next();
    const offset = when < 0.16 ? -random.int(1, 6) : when < 0.38 ? 0 : random.int(1, 15);
    tasks.push(makeTask(random, clock, { offset, done: false }, made, contacts, owner));
  }
  return { contacts, calls, tasks };
}

/** Which documents a client has, and when each was made; the first clients have some of this month. */
function planDocuments(random: Random, clock: DemoClock, made: MadeClient, place: number): Planned[] {
  const { client } = made;
  if (client.status === 'potential' && place >= 4) return [];
  const since = Date.parse(client.createdAt);
  const planned: Planned[] = [];
  const plan = (type: Planned['type'], at: number, draft = false) => planned.push({ type, at, draft, made });
  if (random.chance(0.22)) plan('contract', clock.pastMoment(random, since));
  if (random.chance(0.35)) plan('invoice', clock.pastMoment(random, since));
  if (random.chance(0.12)) plan('invoice', clock.pastMoment(random, since));
  if (place < 6) plan('invoice', clock.workingMoment(random, clock.workingDay(-1 - 2 * place)));
  if (place === 1 || place === 4) plan('contract', clock.workingMoment(random, clock.workingDay(-place)));
  if (place === 2 || place === 5) plan('invoice', clock.recentMoment(random), true);
  return planned;
}

/** Collects records and gives them away in batches of one collection. */
class Batches {
  readonly #open = new Map<CollectionName, unknown[]>();

  add<N extends CollectionName>(collection: N, record: Records[N]): void {
    const open = this.#open.get(collection);
    if (open) open.push(record);
    else this.#open.set(collection, [record]);
  }

  *full(): Generator<Batch> {
    for (const [collection, records] of this.#open) {
      if (records.length < BATCH) continue;
      this.#open.set(collection, []);
      yield { collection, records } as unknown as Batch;
    }
  }

  *rest(): Generator<Batch> {
    for (const [collection, records] of this.#open)
      if (records.length > 0) yield { collection, records } as unknown as Batch;
    this.#open.clear();
  }
}
