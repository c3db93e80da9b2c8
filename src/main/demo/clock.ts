import { isWorkingDay } from '@shared/calendar/work-calendar';
import { addDays, type IsoDate } from '@shared/lib/date-only';
import type { Random } from './random';

const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * Two years of working days before an instant, on a clock of one offset: Russian zones keep theirs all year, and
 * asking a time zone a million times would take longer than everything else.
 */
export class DemoClock {
  /** Local calendar day of `now`. */
  readonly today: IsoDate;
  readonly #workingDays: readonly IsoDate[];
  readonly #offset: number;

  /** @param offsetMinutes how far the local clock is ahead of UTC */
  constructor(
    readonly now: number,
    offsetMinutes: number,
  ) {
    this.#offset = offsetMinutes * MINUTE;
    this.today = this.dayOf(now);
    const days: IsoDate[] = [];
    for (let back = 730; back >= 1; back -= 1) {
      const day = addDays(this.today, -back);
      if (isWorkingDay(day)) days.push(day);
    }
    this.#workingDays = days;
  }

  dayOf(at: number): IsoDate {
    return new Date(at + this.#offset).toISOString().slice(0, 10);
  }

  /** The instant at which the local clock shows a minute of a day. */
  at(day: IsoDate, minuteOfDay: number): number {
    return Date.parse(`${day}T00:00:00.000Z`) - this.#offset + minuteOfDay * MINUTE;
  }

  /** A moment in working hours of a day. */
  workingMoment(random: Random, day: IsoDate): number {
    const minute = random.chance(0.9) ? random.int(9 * 60, 18 * 60 - 1) : random.int(18 * 60, 19 * 60);
    return this.at(day, minute) + random.int(0, 59) * 1000;
  }

  /** A moment in working hours within the last two years, later ones somewhat oftener. */
  pastMoment(random: Random, since: number): number {
    const last = this.#workingDays.length - 1;
    const place = Math.floor(last * random.next() ** 0.75);
    const at = this.workingMoment(random, this.#workingDays[Math.min(last, place)] ?? this.today);
    return at > since ? at : since + (this.now - since) * random.next() * 0.98;
  }

  /** A moment of today before now: spread over the last hours, never before midnight. */
  momentToday(random: Random): number {
    const from = Math.max(this.at(this.today, 1), this.now - 6 * 60 * MINUTE);
    return Math.floor(from + (this.now - from) * random.next());
  }

  /** The working day so many working days from today; 0 is today itself. */
  workingDay(offset: number): IsoDate {
    if (offset < 0) return this.#workingDays[Math.max(0, this.#workingDays.length + offset)] ?? this.today;
    let day = this.today;
    for (let left = offset; left > 0; ) {
      day = addDays(day, 1);
      if (isWorkingDay(day)) left -= 1;
    }
    return day;
  }

  /** The earliest moment anything happened at. */
  get beginning(): number {
    return this.now - 730 * DAY;
  }
}
