import { expect, it } from 'vitest';
import { Queue } from './queue';

it('does one piece after another, also after one that fails', async () => {
  const queue = new Queue();
  const done: string[] = [];
  const piece = (name: string, ms: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    done.push(name);
    return name;
  };
  const slow = queue.run(piece('slow', 20));
  const failing = queue.run(() => {
    throw new Error('no');
  });
  const quick = queue.run(piece('quick', 0));
  await expect(failing).rejects.toThrow('no');
  expect([await slow, await quick, done]).toEqual(['slow', 'quick', ['slow', 'quick']]);
});
