import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type SyncStatus, syncOff } from '../../src/shared/sync/contract';
import type { Device, Killed } from './device';

const host = fileURLToPath(new URL('device-host.ts', import.meta.url));

type FromHost =
  | { readonly status: SyncStatus }
  | { readonly opened: { readonly databasePath: string } }
  | { readonly id: number; readonly value?: unknown; readonly error?: { readonly message: string } };

/** A laptop as `openDevice` gives it, in a process of its own: `kill` is a SIGKILL. */
export async function openDeviceProcess(name: string, of?: Killed): Promise<Device> {
  const child: ChildProcess = fork(host, [name, of ? JSON.stringify(of) : ''], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_OPTIONS: undefined, TSX_TSCONFIG_PATH: 'tsconfig.node.json' },
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>();
  let status: SyncStatus = syncOff;
  let left: Killed | undefined = of;
  let nextId = 1;
  const opened = new Promise<{ databasePath: string }>((resolve, reject) => {
    void ended.then(() => {
      const gone = new Error(`${name}: the process has ended`);
      reject(gone);
      for (const { reject: refuse } of waiting.values()) refuse(gone);
      waiting.clear();
    });
    child.on('message', (message: FromHost) => {
      if ('status' in message) status = message.status;
      else if ('opened' in message) resolve(message.opened);
      else {
        const asked = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error) asked?.reject(Object.assign(new Error(message.error.message), message.error));
        else asked?.resolve(message.value as never);
      }
    });
  });
  const ask = (method: string, ...words: readonly unknown[]) =>
    new Promise<never>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      child.send({ id, method, words }, (error) => error && reject(error));
    });
  const { databasePath } = await opened;
  left = await ask('left');
  return {
    name,
    databasePath,
    status: () => status,
    command: (call, input) => ask('command', call, input),
    read: (call, input) => ask('read', call, input),
    internal: (call, input) => ask('internal', call, input),
    async connect(server, login, password) {
      const session = await ask('connect', server, login, password);
      left = await ask('left');
      return session;
    },
    disconnect: () => ask('disconnect'),
    left: () => left as Killed,
    async close() {
      await ask('close');
      child.disconnect();
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
      return left as Killed;
    },
  };
}
