import { closeSync, openSync } from 'node:fs';
import { readChunks, type Seal, STEP, sumsMatch } from './seal';

/**
 * Compares the rest of a large sealed file with its seal while work goes on, a megabyte at a time. Nothing may be folded
 * into the file meanwhile: whoever wants to asks for {@link finish} first.
 */
export class RestCheck {
  readonly #file: number;
  #at: number;
  #sound: boolean | undefined;
  #timer: NodeJS.Immediate | undefined;

  /**
   * @param from up to where the file was compared before
   * @param done told once whether the file is what its seal says, unless {@link finish} was asked
   */
  constructor(
    path: string,
    private readonly seal: Seal,
    from: number,
    private readonly done: (sound: boolean) => void,
  ) {
    // It stays open until the connection is closed: closing it would let go of the locks this process has on the file.
    this.#file = openSync(path, 'r');
    this.#at = from;
    this.#next(Buffer.allocUnsafe(STEP));
  }

  /** Whether it is still going on. */
  get goesOn(): boolean {
    return this.#sound === undefined;
  }

  /** Compares what is left at once: a gigabyte takes about one second. */
  finish(): boolean {
    const buffer = Buffer.allocUnsafe(STEP);
    while (this.#sound === undefined) {
      this.#see(buffer, readChunks(this.#file, buffer, this.#wanted, this.#at));
    }
    return this.#sound;
  }

  /** After the connection was closed. */
  close(): void {
    this.#sound ??= false;
    if (this.#timer) clearImmediate(this.#timer);
    closeSync(this.#file);
  }

  get #wanted(): number {
    return Math.min(STEP, this.seal.length - this.#at);
  }

  #next(buffer: Buffer): void {
    this.#timer = setImmediate(() => {
      if (this.#sound !== undefined) return;
      // Some half a millisecond: short enough for the thread whose work it is done beside.
      this.#see(buffer, readChunks(this.#file, buffer, this.#wanted, this.#at));
      if (this.#sound === undefined) this.#next(buffer);
      else this.done(this.#sound);
    });
  }

  #see(buffer: Buffer, bytes: number): void {
    if (bytes < this.#wanted || !sumsMatch(buffer.subarray(0, bytes), this.#at, this.seal.sums)) {
      this.#sound = false;
      return;
    }
    this.#at += bytes;
    if (this.#at >= this.seal.length) this.#sound = true;
  }
}
