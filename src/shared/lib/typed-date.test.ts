import { describe, expect, it } from 'vitest';
import { isTime, typedDate, typedTime } from './typed-date';

describe('a typed date', () => {
  it.each([
    ['21.11.2026', '2026-11-21'],
    ['5.12', '2026-12-05'],
    ['5.1', '2027-01-05'],
    ['21.11', '2026-11-21'],
    ['20.11', '2027-11-20'],
    ['+3', '2026-11-24'],
    ['+30', '2026-12-21'],
    ['2027-02-28', '2027-02-28'],
    ['29.02', null],
    ['31.04.2027', null],
    ['30.02.2027', null],
    ['32.12', null],
    ['завтра', null],
    ['', null],
  ])('%s', (text, date) => expect(typedDate(text, '2026-11-21')).toBe(date));
});

describe('a typed time', () => {
  it.each([
    ['10', '10:00'],
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9.30', '09:30'],
    ['9:30', '09:30'],
    ['23:59', '23:59'],
    ['24:00', null],
    ['9:60', null],
    ['9:3', null],
    ['утром', null],
    ['', null],
  ])('%s', (text, time) => expect(typedTime(text)).toBe(time));

  it('knows a finished time', () => {
    expect(isTime('09:30')).toBe(true);
    expect(isTime('9:30')).toBe(false);
    expect(isTime('24:00')).toBe(false);
  });
});
