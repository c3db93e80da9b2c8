import { describe, expect, it } from 'vitest';
import { productionCalendar } from './production-calendar';
import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  russianCalendar,
  workCalendar,
} from './work-calendar';

describe('the production calendar', () => {
  it.each([
    [2025, 247],
    [2026, 247],
  ])('%i has as many working days as published: %i', (year, days) =>
    expect(countWorkingDays(`${year}-01-01`, `${year}-12-31`)).toBe(days),
  );

  it('knows moved days off, a worked Saturday and short days', () => {
    expect(isWorkingDay('2025-11-01')).toBe(true);
    expect(isWorkingDay('2025-11-03')).toBe(false);
    expect(isWorkingDay('2026-01-09')).toBe(false);
    expect(isWorkingDay('2026-11-21')).toBe(false);
    expect(russianCalendar.dayKind('2026-11-03')).toBe('short');
  });

  it('says how sure it is', () => {
    expect(russianCalendar.known('2026-05-01')).toBe(true);
    expect(russianCalendar.known('2027-05-01')).toBe(false);
    expect(productionCalendar.find(({ year }) => year === 2027)?.provisional).toBe(true);
    expect(isWorkingDay('2035-05-01')).toBe(true);
  });

  it('lists short days that are worked', () => {
    for (const { year, shortDays } of productionCalendar)
      for (const day of shortDays) expect(isWorkingDay(`${year}-${day}`)).toBe(true);
  });

  it('counts working days from a date', () => {
    expect(addWorkingDays('2026-04-30', 1)).toBe('2026-05-04');
    expect(addWorkingDays('2026-05-04', -1)).toBe('2026-04-30');
    expect(addWorkingDays('2026-11-20', 5)).toBe('2026-11-27');
    expect(nextWorkingDay('2026-01-01')).toBe('2026-01-12');
    expect(nextWorkingDay('2026-01-01', workCalendar([]))).toBe('2026-01-01');
  });
});
