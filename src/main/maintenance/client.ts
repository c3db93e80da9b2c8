import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '@shared/errors';
import { AppError, failure, type Result, unwrap } from '@shared/lib/result';
import { utilityProcess } from 'electron';
import type { Log } from '../app/log';
import { threadFile } from '../threads/files';
import type { MaintenanceInput, MaintenanceName, MaintenanceOutput } from './tasks';
import type { MaintenanceWord } from './thread';

/** A task under way. */
export interface Maintenance<N extends MaintenanceName> {
  /** @throws AppError with the task's code; `copy-cancelled` after {@link cancel} */
  readonly done: Promise<MaintenanceOutput<N>>;
  /** Ends the process at once, wherever it is: what it was making is thrown away by whoever asked for it. */
  readonly cancel: () => void;
}

export interface MaintenanceWatch {
  /** Records read so far; where contents of files are brought, how much of them, 0 to 1. */
  readonly read?: (count: number) => void;
  /** How much of a file is made, 0 to 1: the growing file is looked at, since one statement makes it. */
  readonly file?: {
    readonly growing: string;
    readonly like: string;
    readonly told: (done: number) => void;
  };
}

const lookMs = 250;

/** What it means when the process that read a file was ended by what it read. */
const diedOf: Readonly<Record<MaintenanceName, ErrorCode>> = {
  copy: 'store-corrupt',
  bring: 'store-corrupt',
  check: 'store-corrupt',
  seal: 'store-corrupt',
  preview: 'copy-damaged',
  prepare: 'copy-damaged',
  combine: 'copy-damaged',
  rescue: 'internal',
  prune: 'internal',
};

/** What runs now, to be ended together when the program is locked: each holds the key. */
const running = new Set<() => void>();

/** Ends every task; those who wait for one are told `copy-cancelled`. */
export function endAllMaintenance(): void {
  for (const cancel of [...running]) cancel();
}

/**
 * Starts a task in a process of its own. A process and not a thread: a whole copy is one statement that nothing else
 * can stop, and SQLite reading a damaged file must not take the program with it. See docs/decisions/maintenance-process.md.
 */
export function startMaintenance<N extends MaintenanceName>(
  name: N,
  input: MaintenanceInput<N>,
  log: Log,
  { read, file }: MaintenanceWatch = {},
): Maintenance<N> {
  const child = utilityProcess.fork(fileURLToPath(threadFile('maintenance')), [], {
    serviceName: 'maintenance',
  });
  // Not asked to end but ended: inside a long statement of SQLite nobody listens.
  const end = () => {
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  };
  let cancelled = false;
  let result: Result<unknown> | undefined;
  const looking = file && setInterval(() => void look(file), lookMs);
  const done = new Promise<MaintenanceOutput<N>>((resolve, reject) => {
    child.on('message', (word: MaintenanceWord) => {
      if (word.type === 'progress') read?.(word.read);
      else if (word.type === 'log') log.error(`maintenance: ${word.message}`);
      else {
        result = word.result;
        end();
      }
    });
    child.on('exit', (code) => {
      clearInterval(looking);
      running.delete(cancel);
      if (!result && !cancelled) log.error(`maintenance: ${name} ended with ${code}`);
      try {
        if (cancelled && !result?.ok) throw new AppError('copy-cancelled');
        resolve(unwrap(result ?? failure(diedOf[name])) as MaintenanceOutput<N>);
      } catch (error) {
        reject(error);
      }
    });
  });
  // On Windows a child cannot be told before it has begun.
  child.once('spawn', () => child.postMessage({ name, input }));
  const cancel = () => {
    cancelled = true;
    end();
  };
  running.add(cancel);
  return { done, cancel };
}

async function look({ growing, like, told }: NonNullable<MaintenanceWatch['file']>): Promise<void> {
  try {
    const [now, whole] = await Promise.all([stat(growing), stat(like)]);
    told(Math.min(0.99, now.size / Math.max(1, whole.size)));
  } catch {
    // Not begun yet, or done.
  }
}
