import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many closed connections may hold their files at most; each has up to three descriptors. */
const MOST_CLOSED = 16;

let closed = 0;
let collect: (() => void) | undefined;
let release: Promise<void> | undefined;

/**
 * Told of each connection that was closed with statements prepared. The binding has no way to let go of a statement,
 * and each of them holds the connection and its file until the garbage collector finds it, which may be never: a
 * statement is small to it. So it is made to look after a few of them.
 */
export function connectionClosed(): void {
  closed += 1;
  if (closed >= MOST_CLOSED) void letGo();
}

/**
 * Resolves when every connection that is closed by now has let go of its file, so that others may have it alone, rename
 * or remove it. Costs one garbage collection, some 10 ms; a thread or process that ends needs none.
 */
export function letGo(): Promise<void> {
  release ??= new Promise((resolve) => {
    setImmediate(() => {
      closed = 0;
      release = undefined;
      collector()();
      // What the collector found is finalized in the turn after it.
      setImmediate(() => setImmediate(resolve));
    });
  });
  return release;
}

/**
 * What a closing that may wait waits for: whoever opens and closes without a pause leaves the collector no turn.
 * Undefined: nothing is to be waited for.
 */
export function letGoMeanwhile(): Promise<void> | undefined {
  return release;
}

function collector(): () => void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  return collect;
}
