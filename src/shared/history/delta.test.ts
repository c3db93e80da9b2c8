import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOf, deltaOf, type Fields, type KeptChange, undone } from './delta';

/** A record travels through JSON between its versions, as it does in the store. */
const stored = (record: Fields): Fields => JSON.parse(JSON.stringify(record)) as Fields;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 50, maxLength: 400 }),
  // A long text of which a piece changes.
  fc
    .tuple(fc.constantFrom('начало ', '👩‍👩‍👧 '), fc.nat(30), fc.string({ unit: 'binary', maxLength: 10 }))
    .map(([piece, times, tail]) => piece.repeat(times) + tail),
);
const value = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.record({ id: fc.constantFrom('1', '2', '3'), raw: text }), { maxLength: 6 }),
  fc.dictionary(fc.constantFrom('b', 'a', 'c', '10', '2'), fc.oneof(text, fc.integer()), { maxKeys: 4 }),
);
/** What becomes of a field: a value, or it goes. */
const edit = fc.dictionary(
  fc.constantFrom('name', 'about', 'phones', 'snapshot', '_deleted'),
  fc.option(value, { nil: undefined }),
  { minKeys: 1, maxKeys: 3 },
);

function edited(record: Fields, patch: Fields): Fields {
  const next: Record<string, unknown> = { ...record };
  for (const [field, to] of Object.entries(patch)) {
    if (field === '_deleted') next[field] = to === true;
    else if (to === undefined) delete next[field];
    else next[field] = to;
  }
  return stored(next);
}

describe('a record taken back in time', () => {
  it('is at every instant what it was then', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(edit, fc.nat(3)), { maxLength: 25 }), (edits) => {
        let record: Fields = { id: 'r', _deleted: false };
        let at = 0;
        const versions: { at: number; record: Fields }[] = [{ at, record }];
        const changes: KeptChange[] = [];
        for (const [patch, pause] of edits) {
          const next = edited(record, patch);
          at += pause;
          const delta = deltaOf(record, next);
          if (delta === null) continue;
          changes.unshift(JSON.parse(JSON.stringify({ at, delta })) as KeptChange);
          record = next;
          versions.push({ at, record });
        }
        // Several changes within one millisecond: the last of them is what was then.
        for (let instant = 0; instant <= at; instant += 1) {
          const then = versions.findLast((version) => version.at <= instant);
          expect(asOf(record, changes, instant)).toEqual(then?.record);
        }
        // And step by step.
        let back: Fields = record;
        for (const [index, { delta }] of changes.entries()) {
          const step = undone(back, delta);
          expect(step.lost).toEqual([]);
          expect(step.record).toEqual(versions.at(-2 - index)?.record);
          back = step.record;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('sees a change of another device at the time it was made, not when it came', () => {
    const first = { name: 'Ромашка', site: '', about: 'Старый клиент' };
    const mine = { ...first, site: 'romashka.example' };
    const theirs = { ...mine, name: 'ООО «Ромашка»' };
    // Mine at noon; theirs was made at ten and came at one.
    const changes = [
      { at: 10, delta: deltaOf(mine, theirs) ?? {} },
      { at: 12, delta: deltaOf(first, mine) ?? {} },
    ];
    expect(asOf(theirs, changes, 9)).toEqual(first);
    expect(asOf(theirs, changes, 11)).toEqual({ ...first, name: 'ООО «Ромашка»' });
    expect(asOf(theirs, changes, 12)).toEqual(theirs);
  });
});

describe('what is kept of a change', () => {
  it('is nothing when nothing changed but the bookkeeping and the order of keys', () => {
    const one = { name: 'А', city: { a: 1, b: 2 }, _rev: '1-x', _meta: { lwt: 1 } };
    expect(deltaOf(one, { city: { b: 2, a: 1 }, name: 'А', _rev: '2-x', _meta: { lwt: 2 } })).toBeNull();
    expect(deltaOf({ name: 'А' }, { name: 'А', _deleted: false })).toBeNull();
  });

  it('is a piece of a long text, one phone of fifty, and never the snapshot that came', () => {
    const about = 'Любят скидки. '.repeat(5000);
    const phones = Array.from({ length: 50 }, (_, id) => ({ id: String(id), raw: `+7 900 000-00-${id}` }));
    const now = {
      about: `${about.slice(0, 40_000)}Звонить после обеда. ${about.slice(40_000)}`,
      phones: phones.map((phone, index) => (index === 20 ? { ...phone, raw: '+7 999 111-22-33' } : phone)),
      snapshot: { lines: phones },
    };
    const delta = deltaOf({ about, phones }, now) ?? {};
    expect(JSON.stringify(delta).length).toBeLessThan(250);
    expect(undone(now, delta)).toEqual({ record: { about, phones }, lost: [] });
  });

  it('is not applied to a value it was not made from', () => {
    const long = 'а'.repeat(100);
    const delta = deltaOf({ about: `${long}б` }, { about: `${long}вг` }) ?? {};
    expect(undone({ about: 'другое' }, delta)).toEqual({ record: {}, lost: ['about'] });
    expect(undone({ about: 5 }, delta)).toEqual({ record: {}, lost: ['about'] });
  });
});
