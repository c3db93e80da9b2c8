import { expect, test } from 'vitest';
import { Turns } from './turns';

test('gives the turn to the lowest rank that waits, then to the first to come', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const enter = async (name: string, rank: number) => {
    const release = await turns.take(rank);
    order.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    release();
  };
  await Promise.all([enter('calls', 4), enter('clients', 2), enter('contacts', 2), enter('users', 0)]);
  expect(order).toEqual(['calls', 'users', 'clients', 'contacts']);
  await enter('later', 3);
  expect(order.at(-1)).toBe('later');
});
