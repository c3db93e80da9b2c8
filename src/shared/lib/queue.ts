/** Work that is done one piece after another, in the order in which it was asked for; one that fails keeps none back. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /** Does `work` when everything before it is over. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => {});
    return done;
  }
}
