import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileState } from '../../src/main/app/profile';
import { renewedProfile } from '../../src/main/backups/server-link';
import type { DataContext } from '../../src/main/data/context';
import { takeNumber } from '../../src/main/documents/numbers';
import { activateDevice } from '../../src/server/auth/series';
import { Users } from '../../src/server/auth/users';
import { type OpenStore, openStore } from '../../src/server/store/open';
import { documentTypes } from '../../src/shared/documents/schema';
import { provisionalSeries } from '../../src/shared/domain/numbering/numbering';
import { inMemory } from '../support/memory-database';

const laptops = 50;
const which = fc.nat({ max: laptops - 1 });
const posting = {
  device: which,
  type: fc.constantFrom(...documentTypes),
  organization: fc.constantFrom('ООО «Ромашка»', 'ИП Котов'),
};
const operation = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('post' as const), ...posting }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('break off' as const), ...posting }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('meet the server' as const), device: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('copy' as const), device: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('restore' as const), device: which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('set the clock' as const),
      device: which,
      year: fc.integer({ min: 2024, max: 2028 }),
    }),
  },
);
type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never;

interface Paper {
  readonly id: string;
  readonly type: string;
  readonly organization: string;
  readonly date: string;
  readonly status: 'draft' | 'posted';
  readonly number: string;
}

interface Counter {
  readonly last: number;
  readonly takenBy: string;
}

/** What a copy holds: the documents and the counters of numbers. */
interface Workspace {
  readonly papers: Map<string, Paper>;
  readonly counters: Map<string, Counter>;
}

const copyOf = ({ papers, counters }: Workspace): Workspace => ({
  papers: new Map(papers),
  counters: new Map(counters),
});

/** A laptop as far as numbers go; the rules themselves are the program's own. */
class Laptop {
  base: Workspace = { papers: new Map(), counters: new Map() };
  backups: Workspace[] = [];
  year = 2026;
  profile: ProfileState;

  constructor(readonly id: string) {
    const session = { userId: '', userName: '', deviceId: id, deviceName: '', series: provisionalSeries(id) };
    this.profile = { session, restores: 0, seriesDue: false, account: null } as unknown as ProfileState;
  }

  /** What `takeNumber` asks for, over this laptop's base. */
  get context(): DataContext {
    const { papers, counters } = this.base;
    const printed = (number: unknown, type: unknown, from: unknown, to: unknown) =>
      [...papers.values()].some(
        (paper) =>
          paper.number === number &&
          paper.type === type &&
          paper.date >= String(from) &&
          paper.date <= String(to),
      );
    return {
      session: () => this.profile.session,
      db: {
        get: (_sql: string, [number, type, from, to]: unknown[]) =>
          printed(number, type, from, to) ? [1] : undefined,
      },
      records: {
        find: async (name: string, id: string) => (name === 'counters' ? counters.get(id) : papers.get(id)),
        change: async (_name: string, id: string, next: Counter) => void counters.set(id, next),
        insert: async (_name: string, next: Counter, { id }: { id: string }) => void counters.set(id, next),
      },
    } as unknown as DataContext;
  }
}

let store: OpenStore;
let userId: string;
let runs = 0;

beforeAll(async () => {
  store = await openStore(await inMemory());
  const users = new Users(store.database, store.workspace, 4, () => new Date());
  userId = (await users.create({ login: 'anna', name: 'Анна', password: 'надёжный пароль' })).id;
});
afterAll(() => store.close());

/** One company's years: what everybody printed, whatever became of it afterwards. */
async function live(operations: readonly Operation[]): Promise<Paper[]> {
  runs += 1;
  const { database, workspace } = store;
  const all = Array.from({ length: laptops }, (_, index) => new Laptop(`laptop-${runs}-${index}`));
  const server = new Map<string, Paper>();
  const printed: Paper[] = [];
  let made = 0;
  for (const action of operations) {
    const laptop = all[action.device];
    if (laptop === undefined) continue;
    const { base, profile } = laptop;
    if (action.do === 'post' || action.do === 'break off') {
      made += 1;
      const { type, organization } = action;
      const draft = { id: `d${made}`, type, organization, date: `${laptop.year}-03-10`, number: '' };
      base.papers.set(draft.id, { ...draft, status: 'draft' });
      const { number } = await takeNumber(laptop.context, draft);
      // Broken off between the counter and the document: nothing was printed.
      if (action.do === 'break off') continue;
      const paper: Paper = { ...draft, number, status: 'posted' };
      base.papers.set(paper.id, paper);
      printed.push(paper);
    } else if (action.do === 'copy') laptop.backups.push(copyOf(base));
    else if (action.do === 'restore') {
      const [copy] = laptop.backups;
      if (copy === undefined) continue;
      laptop.base = copyOf(copy);
      laptop.profile = { ...profile, ...renewedProfile(profile) };
    } else if (action.do === 'set the clock') laptop.year = action.year;
    else {
      const device = { id: laptop.id, name: '', restored: profile.seriesDue };
      const series = await database.transaction((transaction) =>
        activateDevice(transaction, workspace, userId, device),
      );
      laptop.profile = { ...profile, session: { ...profile.session, series }, seriesDue: false };
      for (const paper of base.papers.values()) {
        if (paper.status === 'posted') server.set(paper.id, paper);
      }
      for (const paper of server.values()) base.papers.set(paper.id, paper);
    }
  }
  return printed;
}

describe('fifty laptops, often out of reach, restored and with wrong clocks', () => {
  it('never print one number twice, in whatever organisation', async () => {
    const restored = { deeds: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 1, maxLength: 600, size: 'max' }),
        async (operations) => {
          restored.deeds += operations.filter((one) => one.do === 'restore').length;
          const printed = await live(operations);
          const numbers = printed.map(({ type, date, number }) => `${type} ${date.slice(0, 4)} ${number}`);
          const twice = numbers.filter((one, index) => numbers.indexOf(one) !== index);
          expect(twice).toEqual([]);
        },
      ),
      { seed: 20261122, numRuns: 20 },
    );
    expect(restored.deeds).toBeGreaterThan(20);
  }, 120_000);
});
