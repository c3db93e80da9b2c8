import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { letOthersGoFirst } from './priority';

/** The nice value, the 19th field of the calling thread's own line; the name before it may hold anything. */
const niceness = () =>
  Number(readFileSync('/proc/thread-self/stat', 'utf8').split(') ').at(-1)?.split(' ')[16]);

it.skipIf(process.platform !== 'linux')('lowers the priority of the thread that asks', () => {
  const before = niceness();
  letOthersGoFirst(before + 1);
  expect(niceness()).toBe(before + 1);
});
