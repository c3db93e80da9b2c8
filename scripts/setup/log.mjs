// @ts-check

/**
 * @typedef {object} Log
 * @property {(text: string) => void} say prints a sentence
 * @property {<T>(title: string, work: () => Promise<T>) => Promise<T>} timed prints what begins, then how long it took
 * @property {'show' | 'show-as-messages'} output how a child's own output is to be shown
 */

/**
 * A duration in words: `840 ms`, `3.2 s`, `2 min 5 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Where the set-up tells what it does.
 * @param {object} [options]
 * @param {boolean} [options.toStderr] keeps stdout free for a command's own answer
 * @returns {Log}
 */
export function createLog(options = {}) {
  const stream = options.toStderr ? process.stderr : process.stdout;
  /** @param {string} text */
  const say = (text) => void stream.write(`${text}\n`);
  return {
    say,
    output: options.toStderr ? 'show-as-messages' : 'show',
    async timed(title, work) {
      say(`${title} …`);
      const begun = performance.now();
      const result = await work();
      say(`  done in ${duration(performance.now() - begun)}`);
      return result;
    },
  };
}
