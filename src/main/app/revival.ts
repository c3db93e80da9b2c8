/** Within so long the ends of the database process count as one trouble, in milliseconds. */
const togetherMs = 60_000;
/** After so many ends in that time the database is not opened again by itself. */
const most = 3;

/** What follows an unexpected end of the database process. */
export type Revival =
  /** Open the database again. */
  | 'open'
  /** Read the whole base for damage first: what ended the process once may be in the file. */
  | 'check'
  /** Leave it closed: a person decides. */
  | 'give-up';

/** Counts the unexpected ends of the database process, and says what follows the latest. */
export class Revivals {
  #ends: number[] = [];

  /** @param now milliseconds of any clock that does not go back */
  next(now: number): Revival {
    this.#ends = [...this.#ends.filter((at) => now - at < togetherMs), now];
    if (this.#ends.length >= most) {
      // A person who tries again begins anew.
      this.#ends = [];
      return 'give-up';
    }
    return this.#ends.length > 1 ? 'check' : 'open';
  }
}
