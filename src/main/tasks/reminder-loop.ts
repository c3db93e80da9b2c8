import type { CatchUp, TaskRow } from '@shared/tasks/contract';

/** What the loop needs of the world; real time and Electron stand behind it in the app. */
export interface ReminderWorld {
  /** The present instant, ISO 8601 UTC. */
  readonly now: () => string;
  /** Runs `work` after milliseconds; answers what cancels it. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** Reminders in (after, until]. Refuses while the database is not open. */
  readonly reminders: (after: string, until: string) => Promise<readonly TaskRow[]>;
  /** The next reminder after an instant, or ''. */
  readonly next: (after: string) => Promise<string>;
  readonly notify: (task: TaskRow) => void;
  /** One word about several that passed while the computer slept. */
  readonly notifyMissed: (count: number) => void;
  readonly catchUp: () => CatchUp | null;
  readonly setCatchUp: (value: CatchUp) => void;
  /** Up to when reminders were shown, kept between starts; '' before the first. */
  readonly remindedUntil: () => string;
  /** `something` was shown; otherwise only time has passed, which may be kept now and then. */
  readonly setRemindedUntil: (at: string, something: boolean) => void;
}

/** The longest time between two looks, in milliseconds: a reminder made for the near future is seen by then. */
export const longestPause = 20_000;
/** A reminder later than this is not announced but listed: nobody was here. */
export const lateAfter = 120_000;

/**
 * Looks for reminders that came due and announces each once. Those that passed while nobody could be told (the
 * program was closed, the computer slept) go to the catch-up list; until it is read they count as not yet shown, so
 * another restart brings them again.
 */
export class ReminderLoop {
  #seenUntil = '';
  #slept = false;
  #cancel: (() => void) | undefined;
  #looking = false;

  constructor(private readonly world: ReminderWorld) {}

  start(): void {
    void this.#look();
  }

  /** The computer woke up: timers stood still. */
  woke(): void {
    this.#slept = true;
    void this.#look();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    this.#cancel?.();
    let pause = longestPause;
    try {
      const next = await this.#announce();
      if (next !== '') pause = Math.min(pause, Math.max(0, Date.parse(next) - Date.parse(this.world.now())));
    } catch {
      // The database is not open yet, or is being opened anew: nothing is marked as shown, the next look sees it.
    } finally {
      this.#looking = false;
      this.#cancel = this.world.later(Math.max(pause, 50), () => void this.#look());
    }
  }

  /** Announces what came due since the last look; answers when the next will. */
  async #announce(): Promise<string> {
    const { world } = this;
    const until = world.now();
    const first = this.#seenUntil === '';
    const after = this.#seenUntil || world.remindedUntil();
    if (after === '' || after > until) {
      // The first start ever, or the clock was set back: there is nothing to catch up with.
      this.#seen(until, false);
      return world.next(until);
    }
    const due = await world.reminders(after, until);
    const border = new Date(Date.parse(until) - lateAfter).toISOString();
    const missed = due.filter((task) => task.remindAt <= border);
    if (missed.length > 0) {
      world.setCatchUp({ after: world.catchUp()?.after ?? after, until });
      if (this.#slept && !first) world.notifyMissed(missed.length);
    }
    for (const task of due) if (task.remindAt > border) world.notify(task);
    this.#slept = false;
    this.#seen(until, due.length > 0);
    return world.next(until);
  }

  #seen(until: string, something: boolean): void {
    this.#seenUntil = until;
    if (this.world.catchUp() === null) this.world.setRemindedUntil(until, something);
  }
}
