import { expect, test } from 'vitest';
import { runDamage } from '../../crash/damage';
import { buildChild } from '../../crash/harness';

// A tenth of the long run (`npm run crash -- damage`).
test('of 40 damaged bases none answers wrongly: the same as ever, or «damaged»', async () => {
  const outcomes = await runDamage({ child: await buildChild('damage-child'), files: 40, seed: 20260310 });
  const sum = (of: (outcome: (typeof outcomes)[number]) => number) =>
    outcomes.reduce((all, one) => all + of(one), 0);
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(sum(({ files }) => files)).toBe(40);
  expect(sum(({ told }) => told)).toBeGreaterThan(20);
});
