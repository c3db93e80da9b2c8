import { expect, it } from 'vitest';
import { cutByWords } from './payment-qr';

it.each([
  ['Оплата по счёту', 20, 'Оплата по счёту'],
  ['Оплата по счёту № 5', 12, 'Оплата по'],
  ['Итого НДС — 22 000,00 руб.', 18, 'Итого НДС'],
  ['Итого НДС — 1 222 000,00', 20, 'Итого НДС'],
  ['Один, два', 6, 'Один'],
  ['Неделимое', 4, 'Неде'],
])('%s cut to %i → %s', (text, length, cut) => expect(cutByWords(text, length)).toBe(cut));
