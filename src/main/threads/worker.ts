import { type Transferable, Worker } from 'node:worker_threads';
import type { ThreadEnd } from './end';
import type { FromThread } from './protocol';

/**
 * Room for what is new in a thread's memory, in megabytes. A page of records and its texts fit: with less they are
 * moved about, and kept for long, before they are let go. A process of its own has as much.
 */
const YOUNG_MB = 48;

/**
 * Starts a worker thread of this process for work nobody waits for: it keeps no process alive, and has little memory.
 */
export const backgroundEnd = (file: URL, name: string, workerData: unknown): ThreadEnd => {
  const worker = new Worker(file, { name, workerData });
  worker.unref();
  return endOf(worker);
};

/** Starts a worker thread of this process, with what it is to work on. */
export function workerEnd(
  file: URL,
  name: string,
  workerData: unknown,
  transferList: readonly Transferable[] = [],
): ThreadEnd {
  const worker = new Worker(file, {
    ...{ name, workerData, transferList: [...transferList] },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  return endOf(worker);
}

function endOf(worker: Worker): ThreadEnd {
  return {
    listen({ message, error, exit }) {
      worker.on('message', (word: FromThread) => message(word));
      worker.on('error', (thrown) => error(thrown instanceof Error ? thrown.name : typeof thrown));
      worker.on('exit', exit);
    },
    post: (message) => worker.postMessage(message),
    async stop() {
      await worker.terminate();
    },
  };
}
