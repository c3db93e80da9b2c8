import { expect, test } from 'vitest';
import { keptSince, keptUntil } from './term';

test('what was deleted is kept for whole years, or always', () => {
  expect(keptUntil('2026-03-10T09:00:00.000Z', '3')).toBe('2029-03-10T09:00:00.000Z');
  expect(keptUntil('2024-02-29T09:00:00.000Z', '1')).toBe('2025-03-01T09:00:00.000Z');
  expect(keptUntil('2026-03-10T09:00:00.000Z', 'always')).toBe('');
  expect(keptUntil('', '1')).toBe('');
  expect(keptSince('2026-03-10T09:00:00.000Z', '5')).toBe('2021-03-10T09:00:00.000Z');
  expect(keptSince('2026-03-10T09:00:00.000Z', 'always')).toBe('');
});
