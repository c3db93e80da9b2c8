import { isWorkingDay } from '@shared/domain/calendar/work-calendar';
import { addDays, type IsoDate } from '@shared/lib/date-only';
import { toWallTime } from '@shared/lib/zoned-time';
import type { Random } from './random';

const MINUTE = 60_000;

/** Minutes of the local day here, the end not included. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** How far a zone is ahead of UTC at an instant, in minutes. */
function offsetOf(zone: string, at: number): number {
  const { date, time } = toWallTime(new Date(at).toISOString(), zone);
  return Math.round((Date.parse(`${date}T${time}:00.000Z`) - at) / MINUTE);
}

/**
 * Two years of working days before an instant, on a clock of one offset: Russian zones keep theirs all year, and
 * asking a time zone a million times would take longer than everything else.
 */
export class DemoClock {
  /** Local calendar day of `now`. */
  readonly today: IsoDate;
  readonly #workingDays: readonly IsoDate[];
  readonly #offset: number;
  readonly #hours = new Map<string, Hours>();

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

  /**
   * The hours in which both a colleague here and a client work: 9 to 18 at the client's, 8 to 20 here. Where the two
   * do not meet, the client's hours count: whoever calls Kamchatka gets up early.
   * @param zone the client's IANA zone, or '' for what is done without him: 9 to 18 here
   */
  hours(zone: string): Hours {
    const known = this.#hours.get(zone);
    if (known) return known;
    const own = { from: 9 * 60, to: 18 * 60 };
    // Russian zones keep their offset all year, so that of now is that of every day.
    const ahead = zone === '' ? 0 : offsetOf(zone, this.now) - this.#offset / MINUTE;
    const theirs = { from: own.from - ahead, to: own.to - ahead };
    const both = { from: Math.max(8 * 60, theirs.from), to: Math.min(20 * 60, theirs.to) };
    const found = zone === '' ? own : both.to - both.from >= 60 ? both : theirs;
    this.#hours.set(zone, found);
    return found;
  }

  /** A moment of a working day, within hours. */
  workingMoment(random: Random, day: IsoDate, { from, to }: Hours = this.hours('')): number {
    return this.at(day, random.int(from, to - 1)) + random.int(0, 59) * 1000;
  }

  /**
   * A moment on one of the working days after an instant, later ones somewhat oftener.
   * @param before how many working days before today it is at the latest; 1 is the last one
   */
  pastMoment(random: Random, since: number, hours: Hours = this.hours(''), before = 1): number {
    const first = this.#workingDays.length - this.workingDaysSince(since);
    const last = Math.max(first, this.#workingDays.length - before);
    const place = first + Math.floor((last - first + 1) * random.next() ** 0.75);
    return this.workingMoment(random, this.#workingDays[place] ?? this.today, hours);
  }

  /** How many whole working days lie between the day of an instant and today. */
  workingDaysSince(since: number): number {
    const day = this.dayOf(since);
    // A database of a hundred thousand clients asks this a million times: halves, not a walk.
    let [low, high] = [0, this.#workingDays.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#workingDays[middle] ?? day) > day) high = middle;
      else low = middle + 1;
    }
    return this.#workingDays.length - low;
  }

  /** The latest that can have happened within hours: earlier today, or on the last working day. */
  recentMoment(random: Random, hours: Hours = this.hours('')): number {
    const from = this.at(this.today, hours.from);
    // What was done is over by now: no call takes longer.
    const to = Math.min(this.at(this.today, hours.to), this.now - 16 * MINUTE);
    if (!isWorkingDay(this.today) || to - from < 10 * MINUTE) {
      return this.workingMoment(random, this.workingDay(-1), hours);
    }
    return Math.floor(from + (to - from) * random.next());
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

  /** The earliest moment anything happened at: nine o'clock of the first working day. */
  get beginning(): number {
    return this.at(this.#workingDays[0] ?? this.today, 9 * 60);
  }
}
