import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where commands reach the process that has the folder open. */
export interface AdminAddress {
  readonly port: number;
  readonly token: string;
}

/** The folder is open in another process; `admin` is how to ask it, once it is ready. */
export class FolderBusyError extends Error {
  constructor(
    readonly pid: number,
    readonly admin: AdminAddress | undefined,
  ) {
    super(`data folder is open in process ${pid}`);
  }
}

export interface FolderLock {
  /** The folder PGlite keeps its files in. */
  readonly databaseFolder: string;
  /** Tells other processes of this user how to reach this one. */
  publish(admin: AdminAddress): Promise<void>;
  release(): Promise<void>;
}

/** Lock files this process holds: one that names our own id and is not here was left by a process before us. */
const held = new Set<string>();

/**
 * Takes the data folder for this process: PGlite allows one at a time and does not guard itself. The lock file is
 * readable by its owner only, since it holds the token of the admin door. A lock left by a dead process is replaced.
 * @throws FolderBusyError
 */
export async function lockDataFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.resolve(folder, 'server.lock');
  await take(file);
  held.add(file);
  return {
    databaseFolder: path.join(folder, 'database'),
    publish: async (admin) => {
      const next = `${file}.${randomBytes(4).toString('hex')}`;
      await writeFile(next, JSON.stringify({ pid: process.pid, admin }), { mode: 0o600 });
      await chmod(next, 0o600);
      await rename(next, file);
    },
    release: async () => {
      held.delete(file);
      await rm(file, { force: true });
    },
  };
}

async function take(file: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await writeFile(file, JSON.stringify({ pid: process.pid }), { mode: 0o600, flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 5) throw error;
    }
    const holder = await readLock(file);
    const alive = holder?.pid === process.pid ? held.has(file) : holder !== undefined && isAlive(holder.pid);
    if (holder !== undefined && alive) throw new FolderBusyError(holder.pid, holder.admin);
    await rm(file, { force: true });
  }
}

async function readLock(file: string): Promise<{ pid: number; admin?: AdminAddress } | undefined> {
  try {
    const lock: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof lock === 'object' && lock !== null && 'pid' in lock && typeof lock.pid === 'number'
      ? (lock as { pid: number; admin?: AdminAddress })
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
