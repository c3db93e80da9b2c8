import { expect, it } from 'vitest';
import { typedAmount } from './typed-amount';

it.each([
  ['', 0],
  ['1 200,50 ₽', 120_050],
  ['90 000 000 000 000', 9_000_000_000_000_000],
  ['90000000000001', 'tooLarge'],
  ['999 999 999 999 999 999 999,00', 'tooLarge'],
  ['-5', 'negative'],
  ['много', 'amount'],
  ['1.2.3', 'amount'],
])('a typed amount %j is %s', (text, expected) => {
  const read = typedAmount(text);
  expect('issue' in read ? read.issue : read.amount).toBe(expected);
});
