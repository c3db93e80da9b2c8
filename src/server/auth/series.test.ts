import { describe, expect, it } from 'vitest';
import { seriesAt, seriesLetters } from './series';

describe('document series', () => {
  it('run through the letters first: two characters for 225 devices', () => {
    expect([0, 1, 24, 25, 224, 225].map(seriesAt)).toEqual(['А1', 'Б1', 'Я1', 'А2', 'Я9', 'А10']);
  });

  it('never repeat and leave out the letters that are confused', () => {
    expect(new Set(Array.from({ length: 2000 }, (_, index) => seriesAt(index))).size).toBe(2000);
    for (const letter of 'ЁЗОЧЪЫЬЙ') expect(seriesLetters).not.toContain(letter);
  });
});
