import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compareDates,
  dateParts,
  dayNumber,
  daysBetween,
  endOfMonth,
  formatLongDate,
  formatMonth,
  formatShortDate,
  formatWeekdayDate,
  isIsoDate,
  isTimeZone,
  localDate,
  monthGrid,
  orderOf,
  parseLooseDate,
  quickDates,
  startOfWeek,
  toWallTime,
  weekday,
  zonedToUtc,
  zoneOffset,
} from './dates';

const zones = ['Asia/Kamchatka', 'Europe/Moscow', 'Europe/Kaliningrad', 'America/New_York'];

describe.each(zones)('dates without a time on a computer in %s', (zone) => {
  const before = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = zone;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  it('adds days and months over every border', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-03-08', -8)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-11-21', -11)).toBe('2025-12-21');
    expect(addMonths('2026-11-21', 2)).toBe('2027-01-21');
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
  });

  it('knows weekdays and weeks', () => {
    expect(weekday('2026-11-21')).toBe(6);
    expect(weekday('1969-12-28')).toBe(7);
    expect(startOfWeek('2026-11-22')).toBe('2026-11-16');
    expect(startOfWeek('2026-11-16')).toBe('2026-11-16');
    expect(endOfMonth('2026-02-10')).toBe('2026-02-28');
  });

  it('lays out a month in whole weeks', () => {
    const grid = monthGrid('2026-11-21');
    expect(grid.length).toBe(6);
    expect([grid[0]?.[0], grid[5]?.[6]]).toEqual(['2026-10-26', '2026-12-06']);
    expect(monthGrid('2027-02-01').length).toBe(4);
  });

  it('writes dates', () => {
    expect(formatLongDate('2026-11-21')).toBe('21\u00a0ноября 2026\u00a0г.');
    expect(formatLongDate('2026-11-21', 'en')).toBe('21\u00a0November 2026');
    expect(formatShortDate('2026-11-21')).toBe('21.11.2026');
    expect(formatWeekdayDate('2026-11-21')).toBe('сб, 21\u00a0ноября');
    expect(formatWeekdayDate('2026-11-21', 'en', 2027)).toBe('Sat, 21\u00a0November 2026');
    expect(formatMonth('2026-05-01')).toBe('Май 2026');
    expect(formatLongDate('')).toBe('');
  });

  it('finds the local date and the instant of a wall clock', () => {
    expect(localDate('2026-11-21T20:30:00Z', 'Asia/Vladivostok')).toBe('2026-11-22');
    expect(localDate('2026-11-21T20:30:00Z', 'Europe/Kaliningrad')).toBe('2026-11-21');
    expect(zonedToUtc('2026-11-21', '10:00', 'Asia/Kamchatka')).toBe('2026-11-20T22:00:00.000Z');
    expect(zonedToUtc('2026-11-21', '10:00', 'Europe/Moscow')).toBe('2026-11-21T07:00:00.000Z');
    expect(zoneOffset('2026-11-21T00:00:00Z', 'Europe/Kaliningrad')).toBe(120);
  });

  it.each([
    ['12/31/1980', 'mdy'],
    ['12-31-80', 'mdy'],
    ['31/12/1980', 'dmy'],
    ['31.12.1980', 'dmy'],
    ['12.31.1980', null],
    ['3/4/1980', null],
    ['1980-12-31', null],
    ['31 декабря 1980', null],
    ['45/45/1980', null],
  ])('learns from %s how the days of its column are ordered', (text, order) => {
    expect(orderOf(text)).toBe(order);
  });

  it('reads loose dates as written', () => {
    expect(parseLooseDate('21.11.2026')?.date).toBe('2026-11-21');
    expect(parseLooseDate('46347')).toEqual({ date: '2026-11-21', time: '', ambiguous: false });
  });
});

describe('dates without a time', () => {
  it('are known from other text', () => {
    expect(dateParts('2026-11-21')).toEqual({ year: 2026, month: 11, day: 21 });
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '', '0000-01-01'].some(isIsoDate)).toBe(false);
    expect(() => addDays('yesterday', 1)).toThrow(RangeError);
  });

  it('count days as the calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 2_000_000 }), (days) => {
        const date = addDays('1970-01-01', days);
        expect(dayNumber(date)).toBe(days);
        expect(date).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  it('sort with the absent one last', () => {
    expect(['', '2026-11-21', '2025-01-01'].sort(compareDates)).toEqual(['2025-01-01', '2026-11-21', '']);
  });
});

describe('time in a zone', () => {
  it('steps over the hour a spring skips and takes the first of a repeated one', () => {
    expect(zonedToUtc('2026-03-08', '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
    expect(toWallTime('2026-03-08T07:30:00Z', 'America/New_York').time).toBe('03:30');
    expect(zonedToUtc('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });

  it('comes back to the same wall clock', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 15_000, max: 25_000 }),
        fc.integer({ min: 4, max: 23 }),
        (zone, day, hour) => {
          const wall = { date: addDays('1970-01-01', day), time: `${String(hour).padStart(2, '0')}:15` };
          expect(toWallTime(zonedToUtc(wall.date, wall.time, zone), zone)).toEqual(wall);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses what it cannot know', () => {
    expect(isTimeZone('Asia/Barnaul')).toBe(true);
    expect(isTimeZone('Asia/Atlantis')).toBe(false);
    expect(() => zonedToUtc('2026-11-21', '25:00', 'Europe/Moscow')).toThrow(RangeError);
    expect(() => localDate('never', 'Europe/Moscow')).toThrow(RangeError);
  });
});

describe('quick dates', () => {
  it('follow the clock of the zone', () => {
    expect(quickDates('2026-11-21T07:02:00Z', 'Europe/Moscow')).toEqual([
      { code: 'in-hour', dueDate: '2026-11-21', dueTime: '11:05' },
      { code: 'today-evening', dueDate: '2026-11-21', dueTime: '18:00' },
      { code: 'tomorrow-morning', dueDate: '2026-11-22', dueTime: '10:00' },
      { code: 'in-week', dueDate: '2026-11-28' },
      { code: 'monday', dueDate: '2026-11-23', dueTime: '10:00' },
    ]);
  });

  it('cross midnight and mean the next Monday on a Monday', () => {
    const late = quickDates('2026-11-23T11:30:00Z', 'Asia/Kamchatka');
    expect(late[0]).toEqual({ code: 'in-hour', dueDate: '2026-11-24', dueTime: '00:30' });
    expect(late.map(({ code }) => code)).not.toContain('today-evening');
    expect(late.at(-1)?.dueDate).toBe('2026-11-30');
  });
});

describe('loose dates', () => {
  it.each([
    ['21.11.2026', '2026-11-21', ''],
    ['1.2.26', '2026-02-01', ''],
    ['1.2.99', '1999-02-01', ''],
    ['21.11.2026 14:05:09', '2026-11-21', '14:05'],
    ['2026-11-21', '2026-11-21', ''],
    ['2026-11-21T23:30:00Z', '2026-11-21', '23:30'],
    ['20261121', '2026-11-21', ''],
    ['21-11-2026', '2026-11-21', ''],
    ['11/21/2026 2:05 PM', '2026-11-21', '14:05'],
    ['21 ноября 2026 г.', '2026-11-21', ''],
    ['5 мая 2026', '2026-05-05', ''],
    ['3 March 2026', '2026-03-03', ''],
    ['46347.5', '2026-11-21', '12:00'],
  ])('%s is %s %s', (text, date, time) =>
    expect(parseLooseDate(text)).toEqual({ date, time, ambiguous: false }),
  );

  it.each([
    '31.02.2026',
    '0/0/00',
    '32.01.2026',
    '2026-13-01',
    '12',
    'завтра',
    '',
    '21.11.2026 25:00',
    '1.2',
    '5 брюмера 2026',
  ])('%s is none', (text) => expect(parseLooseDate(text)).toBeNull());

  it('asks when day and month could change places', () => {
    expect(parseLooseDate('03/04/2026')).toEqual({ date: '2026-04-03', time: '', ambiguous: true });
    expect(parseLooseDate('03/04/2026', { order: 'mdy' })?.date).toBe('2026-03-04');
    expect(parseLooseDate('03-04-2026')?.ambiguous).toBe(true);
    expect(parseLooseDate('03.04.2026')?.ambiguous).toBe(false);
    expect(parseLooseDate('04/04/2026')?.ambiguous).toBe(false);
    expect(parseLooseDate('44885', { date1904: true })?.date).toBe('2026-11-21');
  });
});
