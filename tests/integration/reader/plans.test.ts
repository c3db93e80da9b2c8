import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fillDemo } from '../../../src/main/demo/fill';
import { Database } from '../../../src/main/store/sqlite-storage';
import type { CommandName, LiveName } from '../../../src/shared/contract';
import { addEveryday } from '../../support/everyday/base';
import { deeds } from '../../support/everyday/deeds';
import { questions } from '../../support/everyday/questions';
import type { World } from '../../support/everyday/world';
import { openTestStore, type TestStore } from '../../support/store';

/** Tables that grow with the work: a whole walk of one of these is felt in a large database. */
const growing =
  /^(doc_(clients|contacts|calls|tasks|notes|documents|deals|participants|files)_\d+|list_\w+|tags_\w+|history|file_contents)$/;

/** What may walk a whole index, by a piece of its SQL, with the reason. */
const allowed: readonly (readonly [sql: string, reason: string])[] = [
  ['FROM doc_files_0 AS t WHERE t.deleted = 1', 'deleted files are few, and go after a month'],
];

let base: TestStore;
let world: World;
const asked = new Map<string, string>();
let listening = '';

beforeEach(async () => {
  base = await openTestStore({ now: '2026-03-10T09:00:00.000Z' });
  await fillDemo(base.context, 520, () => {});
  await addEveryday(base.context);
  base.setClock('2026-03-10T12:00:00.000Z');
  world = {
    db: { all: base.reader.db.all.bind(base.reader.db), get: base.reader.db.get.bind(base.reader.db) },
    read: base.read,
    command(name, input) {
      // The database's clock stands still by itself: two edits of one instant are one.
      base.setClock(1000);
      return base.command(name, input);
    },
    userId: base.context.session().userId,
    today: '2026-03-10',
    zone: 'Europe/Moscow',
  };
});
afterEach(() => base.close());

const methods = ['all', 'get'] as const;
const own = methods.map((method) => Object.getOwnPropertyDescriptor(Database.prototype, method));
afterAll(() => {
  for (const [place, method] of methods.entries()) {
    Object.defineProperty(Database.prototype, method, own[place] ?? {});
  }
});
beforeAll(() => {
  for (const method of methods) {
    const real = Database.prototype[method] as (sql: string, parameters?: readonly never[]) => never;
    Object.defineProperty(Database.prototype, method, {
      configurable: true,
      value(this: Database, sql: string, parameters?: readonly never[]) {
        if (listening !== '' && /^\s*SELECT/i.test(sql)) asked.set(sql, listening);
        return real.call(this, sql, parameters);
      },
    });
  }
});

/** The whole walks of a statement's plan. */
function walks(sql: string): string[] {
  const names = new Map<string, string>();
  for (const [, name = '', alias] of sql.matchAll(/\b(?:FROM|JOIN|,)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?/gi)) {
    names.set(name, name);
    if (alias) names.set(alias, name);
  }
  const steps = base.reader.rows(`EXPLAIN QUERY PLAN ${sql}`).map((row) => String(row[3]));
  const ordered = !steps.some((step) => step.includes('TEMP B-TREE FOR ORDER BY'));
  const cut = /\bLIMIT\b/i.test(sql) && ordered;
  return steps.filter((step) => {
    const [, way = '', name = ''] = /^(SCAN|SEARCH) (\w+)/.exec(step) ?? [];
    const table = names.get(name) ?? '';
    if (!growing.test(table)) return false;
    if (way === 'SCAN') return !(cut && step.includes('INDEX'));
    // Every index begins with it: alone it finds all there is.
    return step.endsWith('(deleted=?)') && !cut;
  });
}

const found: string[] = [];
function look(): void {
  for (const [sql, by] of asked) {
    const bad = walks(sql);
    if (bad.length === 0 || allowed.some(([piece]) => sql.includes(piece))) continue;
    found.push(`${by}: ${bad.join('; ')}\n   ${sql.replace(/\s+/g, ' ')}`);
  }
  asked.clear();
}

it('every live query finds by an index what it reads', () => {
  for (const [name, ways] of Object.entries(questions) as [LiveName, (typeof questions)[LiveName]][]) {
    for (const [way, inputOf] of Object.entries(ways)) {
      for (let turn = 0; turn < 3; turn += 1) {
        const input = inputOf(world, turn);
        listening = `${name}, ${way}`;
        base.read(name, input as never);
        listening = '';
      }
    }
  }
  look();
  expect(found.join('\n')).toBe('');
});

it('every command finds by an index what it reads', async () => {
  for (const [name, ways] of Object.entries(deeds) as [CommandName, (typeof deeds)[CommandName]][]) {
    if (typeof ways === 'string') continue;
    for (const [way, inputOf] of Object.entries(ways)) {
      try {
        const input = await inputOf(world, 1);
        listening = `${name}, ${way}`;
        await base.command(name, input as never);
      } catch (error) {
        throw new Error(`${name}, ${way}: ${JSON.stringify(error)}`, { cause: error });
      } finally {
        listening = '';
      }
    }
  }
  look();
  expect(found.join('\n')).toBe('');
});
