import { fileURLToPath } from 'node:url';
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { EndEvents, ThreadEnd } from './end';
import { threadFile } from './files';
import type { FromThread, StartMessage, ToThread } from './protocol';

/** What touches the database file, and with it the native code that reads it. */
export type DatabaseProcess = 'data' | 'reader' | 'import';

/** A process that is begun, and perhaps does not know yet what for. */
class Child {
  readonly #process: UtilityProcess;
  #events: EndEvents | undefined;
  /** What was said before the process had begun: on Windows it would not be heard. */
  #early: (() => void)[] | undefined = [];
  #ended: number | undefined;
  readonly #exited: Promise<void>;

  constructor(readonly name: DatabaseProcess) {
    this.#process = utilityProcess.fork(fileURLToPath(threadFile(name)), [], { serviceName: name });
    this.#process.once('spawn', () => {
      const early = this.#early ?? [];
      this.#early = undefined;
      for (const say of early) say();
    });
    this.#process.on('message', (message: FromThread) => this.#events?.message(message));
    this.#exited = new Promise((resolve) => {
      this.#process.once('exit', (code) => {
        this.#ended = code;
        this.#events?.exit(code);
        resolve();
      });
    });
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  start(data: unknown, ports: readonly MessagePortMain[]): ThreadEnd {
    const post = (message: StartMessage | ToThread, with_: readonly MessagePortMain[] = []) =>
      this.#say(() => this.#process.postMessage(message, [...with_]));
    post({ type: 'start', data }, ports);
    return {
      listen: (events) => {
        this.#events = events;
        const code = this.#ended;
        if (code !== undefined) queueMicrotask(() => events.exit(code));
      },
      post,
      stop: async () => {
        this.#process.kill();
        await this.#exited;
      },
    };
  }

  #say(say: () => void): void {
    if (this.#early) this.#early.push(say);
    else if (!this.ended) say();
  }
}

/** Processes begun ahead, by their names. */
const ahead = new Map<DatabaseProcess, Child>();

/**
 * Begins a process before it is known what it will work on: it loads its code meanwhile, and the next
 * {@link processEnd} of this name is this one.
 */
export function beginAhead(name: DatabaseProcess): void {
  if (!ahead.has(name)) ahead.set(name, new Child(name));
}

/**
 * Starts the code of a thread in a process of its own. The binding ends its whole process at what it does not survive:
 * so it takes no window with it, and no other reader or writer. See docs/decisions/database-processes.md.
 */
export function processEnd(
  name: DatabaseProcess,
  data: unknown,
  ports: readonly MessagePortMain[] = [],
): ThreadEnd {
  const made = ahead.get(name);
  ahead.delete(name);
  // One that has ended meanwhile fails again, and is told of, when it is wanted.
  const child = made === undefined || made.ended ? new Child(name) : made;
  return child.start(data, ports);
}
