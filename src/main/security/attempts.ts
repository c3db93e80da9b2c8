import { AppError } from '@shared/lib/result';
import { readJson, writeJson } from '../app/json-file';

const longestWaitSeconds = 60;

interface Stored {
  /** Wrong passwords since the last right one. */
  readonly failures: number;
  /** Whether the program was locked when it ended: then the password is asked for even on a trusted machine. */
  readonly locked: boolean;
}

/** Seconds to wait after so many wrong passwords: 1, 2, 4, … 60. */
export function waitAfter(failures: number): number {
  return failures <= 0 ? 0 : Math.min(longestWaitSeconds, 2 ** (failures - 1));
}

/**
 * Counts wrong passwords, over restarts too, and makes whoever tries wait ever longer. After a restart the whole wait
 * begins anew: the computer's clock can be set forward, so only the program's own time is believed.
 */
export class Attempts {
  #stored: Stored;
  #until: number;

  /** @param clock milliseconds that only go forward */
  constructor(
    private readonly path: string,
    private readonly clock: () => number = () => performance.now(),
  ) {
    const { failures, locked } = (readJson(path) ?? {}) as Partial<Stored>;
    const counted = typeof failures === 'number' && failures > 0 ? Math.min(Math.trunc(failures), 1000) : 0;
    this.#stored = { failures: counted, locked: locked === true };
    this.#until = this.clock() + waitAfter(counted) * 1000;
  }

  get wasLocked(): boolean {
    return this.#stored.locked;
  }

  set wasLocked(locked: boolean) {
    if (locked !== this.#stored.locked) this.#store({ ...this.#stored, locked });
  }

  /** Whole seconds until the next try is allowed; 0 for now. */
  get waitSeconds(): number {
    return Math.max(0, Math.ceil((this.#until - this.clock()) / 1000));
  }

  /**
   * Call before a try: it counts as wrong until {@link succeeded}, so that ending the program meanwhile wins nothing.
   * @throws AppError `unlock-too-soon` with the seconds left
   */
  begin(): void {
    const seconds = this.waitSeconds;
    if (seconds > 0) throw new AppError('unlock-too-soon', { seconds });
    this.#store({ ...this.#stored, failures: this.#stored.failures + 1 });
    this.#until = this.clock() + waitAfter(this.#stored.failures) * 1000;
  }

  /** The wait begins when the answer is known, not while it was being worked out. @returns seconds */
  failed(): number {
    const seconds = waitAfter(this.#stored.failures);
    this.#until = this.clock() + seconds * 1000;
    return seconds;
  }

  succeeded(): void {
    this.#store({ ...this.#stored, failures: 0 });
    this.#until = 0;
  }

  /** The try failed for another reason than its secret: it does not count. */
  takeBack(): void {
    this.#store({ ...this.#stored, failures: Math.max(0, this.#stored.failures - 1) });
    this.#until = 0;
  }

  #store(stored: Stored): void {
    this.#stored = stored;
    try {
      writeJson(this.path, stored);
    } catch {
      // A full disk must not keep a person out; the count stays in memory.
    }
  }
}
