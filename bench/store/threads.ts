import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { percentile, type Row, row } from '../measure';
import { bundle } from './bundle';

const encryptionKey = '5a'.repeat(32);
const DOCUMENTS = 100_000;

/** A worker of thread.ts that answers one question at a time. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #last = 0;

  constructor(file: string, role: 'data' | 'reader', path: string) {
    this.#worker = new Worker(file, { workerData: { role, path, encryptionKey } });
    this.#worker.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    this.#worker.on('error', (error) => {
      throw error;
    });
  }

  ask(ask: string, more: object = {}): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    this.#worker.postMessage({ id, ask, ...more });
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Pages from the reader thread, and every thread's event loop, while the data thread imports through RxDB. */
export async function threads(cache: string): Promise<Row[]> {
  mkdirSync(cache, { recursive: true });
  await bundle('thread.ts', cache, true);
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'));
  const path = join(folder, 'base.db');
  const data = new Thread(join(cache, 'thread.mjs'), 'data', path);
  const reader = new Thread(join(cache, 'thread.mjs'), 'reader', path);
  try {
    await data.ask('open');
    await reader.ask('open');
    await data.ask('import', { first: 0, count: 10_000 });
    const main = monitorEventLoopDelay({ resolution: 1 });
    const quiet = await pages(reader, async () => new Promise((done) => setTimeout(done, 3000)));
    await data.ask('watch');
    await reader.ask('watch');
    main.enable();
    const began = performance.now();
    const busy = await pages(reader, () => data.ask('import', { first: 10_000, count: DOCUMENTS }));
    const seconds = (performance.now() - began) / 1000;
    main.disable();
    const delays = {
      main: Math.max(0, main.percentile(99) / 1e6 - 1),
      data: Number(await data.ask('delay')),
      reader: Number(await reader.ask('delay')),
    };
    const memory = process.memoryUsage().rss / 2 ** 20;
    const idle = { name: 'without the import, p50', value: percentile(quiet, 0.5) };
    const rest = { name: 'the same, p50', value: percentile(busy, 0.5) };
    const one = { name: 'one turn of the watch', value: 1 };
    return [
      row({
        name: 'page of 50 from the reader thread, p50',
        value: percentile(busy, 0.5),
        unit: 'ms',
        baseline: idle,
      }),
      row({
        name: 'page of 50 from the reader thread, p95',
        value: percentile(busy, 0.95),
        unit: 'ms',
        baseline: rest,
      }),
      row({
        name: "main's event loop, p99",
        value: delays.main,
        unit: 'ms',
        baseline: one,
        atMost: { value: 5 },
      }),
      row({ name: "the reader thread's event loop, p99", value: delays.reader, unit: 'ms', baseline: one }),
      row({ name: "the data thread's event loop, p99", value: delays.data, unit: 'ms', baseline: one }),
      row({
        name: 'import through RxDB, a hundred at a time',
        value: DOCUMENTS / seconds,
        unit: 'documents/s',
        baseline: { name: 'documents', value: DOCUMENTS },
      }),
      row({
        name: 'memory of the whole process after the import',
        value: memory,
        unit: 'MB',
        baseline: { name: 'the JSON of the documents', value: (DOCUMENTS * 503) / 2 ** 20 },
      }),
    ];
  } finally {
    await data.stop();
    await reader.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks for page after page while `work` lasts; how long each one took, from question to answer. */
async function pages(reader: Thread, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let over = false;
  const done = work().then(() => {
    over = true;
  });
  for (let n = 0; !over; n++) {
    const began = performance.now();
    await reader.ask('page', { first: n });
    took.push(performance.now() - began);
    // A person scrolls; a machine asking without pause would measure the queue.
    await new Promise((next) => setTimeout(next, 5));
  }
  await done;
  return took;
}
