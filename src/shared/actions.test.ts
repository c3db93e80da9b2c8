import { expect, it } from 'vitest';
import { type ActionId, actionIds, actionOf } from './actions';
import { type ActionPlace, placesOf } from './lib/action';
import { keysOf } from './lib/chord';
import { texts } from './texts';

const chordsOf = (id: ActionId) => [...(actionOf(id).keys ?? []), ...(actionOf(id).otherKeys ?? [])];

/** Whether a key in one place would be meant for both: what counts anywhere counts over each of them. */
function meet(one: ActionPlace, other: ActionPlace): boolean {
  if (one === other || one === 'anywhere' || other === 'anywhere') return true;
  const levels: readonly (readonly ActionPlace[])[] = Object.values(placesOf);
  return levels.some((level) => level.includes(one) && level.includes(other));
}

it('no two actions share a key where both can be done', () => {
  const taken = actionIds.flatMap((id) => chordsOf(id).map((chord) => ({ id, keys: keysOf(chord) })));
  const shared = taken.flatMap(({ id, keys }, at) =>
    taken
      .slice(at + 1)
      .filter((other) => JSON.stringify(other.keys) === JSON.stringify(keys))
      .filter((other) => meet(actionOf(id).place, actionOf(other.id).place))
      .map((other) => `${id} and ${other.id}: ${JSON.stringify(keys)}`),
  );
  expect(shared).toEqual([]);
  expect(taken.length).toBeGreaterThan(40);
});

it('every action has other words than the others, in both languages', () => {
  for (const { actions } of [texts.ru, texts.en]) {
    const all = actionIds.map((id) => `${actionOf(id).place} ${actions.words[id].toLowerCase()}`);
    expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
  }
});
