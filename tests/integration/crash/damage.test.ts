import { expect, test } from 'vitest';
import { runDamage } from '../../crash/damage';
import { buildChild } from '../../crash/harness';
import { isLong } from '../../support/long';

// A small part of the long run (`npm run crash -- damage`).
const files = isLong ? 40 : 20;

test('of some damaged bases none answers wrongly: the same as ever, or «damaged»', async () => {
  const outcomes = await runDamage({ child: await buildChild('damage-child'), files, seed: 20260310 });
  const sum = (of: (outcome: (typeof outcomes)[number]) => number) =>
    outcomes.reduce((all, one) => all + of(one), 0);
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(sum(({ files }) => files)).toBe(files);
  expect(sum(({ told }) => told)).toBeGreaterThan(files / 2);
});
