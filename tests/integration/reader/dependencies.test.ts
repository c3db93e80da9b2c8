import { afterAll, beforeAll, expect, it } from 'vitest';
import { tablesBeside } from '../../../src/main/data/feature-tables';
import { fillDemo } from '../../../src/main/demo/fill';
import { Dependencies } from '../../../src/main/reader/dependencies';
import { queries } from '../../../src/main/reader/queries';
import { type Query, Reader } from '../../../src/main/reader/reader';
import { type Database, openDatabase } from '../../../src/main/store/sqlite-storage/adapter';
import { type CollectionName, collectionNames } from '../../../src/shared/collections';
import type { CommandName, LiveName } from '../../../src/shared/contract';
import { addEveryday } from '../../support/everyday/base';
import { deeds } from '../../support/everyday/deeds';
import { questions } from '../../support/everyday/questions';
import type { World } from '../../support/everyday/world';
import { openTestStore, type TestStore } from '../../support/store';

let base: TestStore;
let world: World;
/** Kinds of records that were committed. */
const written = new Set<string>();

beforeAll(async () => {
  base = await openTestStore({ onCommit: (collection) => written.add(collection) });
  await fillDemo(base.context, 520, () => {});
  await addEveryday(base.context);
  base.setClock('2026-03-10T12:00:00.000Z');
  world = {
    db: base.reader.db,
    read: base.read,
    command(name, input) {
      base.setClock(1000);
      return base.command(name, input);
    },
    userId: base.context.session().userId,
    today: '2026-03-10',
    zone: 'Europe/Moscow',
  };
}, 120_000);
afterAll(() => base.close());

interface Question {
  readonly name: LiveName;
  readonly way: string;
  readonly input: unknown;
}

/** Every live query in every way it is asked. */
const everyQuestion = (): Question[] =>
  (Object.entries(questions) as [LiveName, (typeof questions)[LiveName]][]).flatMap(([name, ways]) =>
    Object.entries(ways).map(([way, inputOf]) => ({ name, way, input: inputOf(world, 0) })),
  );

const ask = (reader: Reader, { name, input }: Question): unknown =>
  (queries[name] as Query<LiveName>)(reader, input as never);

const answered = (question: Question) => {
  const { result, dependsOn } = base.dependencies.of(() => JSON.stringify(ask(base.reader, question)));
  return { answer: result, dependsOn: [...dependsOn].sort() };
};

/** The kinds of records whose tables SQLite itself says that a statement opens, or whose triggers write to them. */
function openedBy(db: Database, sql: string): CollectionName[] {
  const roots = new Map(
    db
      .all('SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0')
      .map(([root, table]) => [Number(root), String(table)]),
  );
  const owners = db.all("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'");
  return db
    .all(`EXPLAIN ${sql}`)
    .filter(([, code, , , database]) => code === 'OpenRead' && database === 0)
    .flatMap(([, , , root]) => {
      const table = roots.get(Number(root));
      if (table === undefined) return [];
      const from = owners
        .filter(([, trigger]) => new RegExp(`\\b${table}\\b`).test(String(trigger)))
        .map(([owner]) => String(owner));
      return collectionNames.filter((name) =>
        [table, ...from].some((one) => new RegExp(`^doc_${name}_\\d+$`).test(one)),
      );
    });
}

it('every live query depends on every table that SQLite opens for it', () => {
  const asked = new Set<string>();
  const dependencies = new Dependencies(tablesBeside);
  const reader = new Reader(
    openDatabase({
      path: base.reader.db.path,
      readonly: true,
      onAsked(sql) {
        asked.add(sql);
        dependencies.note(sql);
      },
    }),
    base.reader.resources,
    base.reader.session,
    dependencies,
  );
  // A connection of its own: nothing that is explained is left open on the one that answers.
  const looking = openDatabase({ path: base.reader.db.path, readonly: true });
  const forgotten: string[] = [];
  for (const question of everyQuestion()) {
    asked.clear();
    const { dependsOn } = dependencies.of(() => ask(reader, question));
    for (const sql of asked) {
      for (const name of openedBy(looking, sql)) {
        if (!dependsOn.has(name)) forgotten.push(`${question.name}, ${question.way}: ${name} in ${sql}`);
      }
    }
  }
  reader.db.close();
  looking.close();
  expect(forgotten).toEqual([]);
});

it('a live query that finds its answer kept depends on the same as when it was read', () => {
  const differing = everyQuestion().flatMap((question) => {
    const [first, second] = [answered(question), answered(question)];
    return first.dependsOn.join() === second.dependsOn.join() ? [] : [{ ...question, first, second }];
  });
  expect(
    differing.map(({ name, way, first, second }) => [name, way, first.dependsOn, second.dependsOn]),
  ).toEqual([]);
});

it('no command changes an answer that does not depend on what it wrote', async () => {
  const asked = everyQuestion();
  let before = asked.map(answered);
  const missed: string[] = [];
  let changed = 0;
  for (const [name, ways] of Object.entries(deeds) as [CommandName, (typeof deeds)[CommandName]][]) {
    if (typeof ways === 'string') continue;
    for (const [way, inputOf] of Object.entries(ways)) {
      written.clear();
      const input = await inputOf(world, 1);
      base.setClock(1000);
      await base.command(name, input as never).catch((error: unknown) => {
        throw new Error(`${name}, ${way}: ${JSON.stringify([input, error])}`, { cause: error });
      });
      const after = asked.map(answered);
      for (const [place, { answer }] of after.entries()) {
        const former = before[place];
        if (answer === former?.answer) continue;
        changed += 1;
        if (former?.dependsOn.some((kind) => written.has(kind))) continue;
        const { name: query, way: how } = asked[place] ?? { name: '', way: '' };
        missed.push(`${query}, ${how} (${former?.dependsOn}) after ${name}, ${way} (${[...written]})`);
      }
      before = after;
    }
  }
  expect(missed).toEqual([]);
  expect(changed).toBeGreaterThan(100);
}, 180_000);
