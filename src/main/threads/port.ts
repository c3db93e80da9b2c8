import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { StartMessage } from './protocol';

/** A thread's way to whoever started it, or to another thread. */
export interface ThreadPort {
  readonly post: (message: unknown) => void;
  readonly listen: (listener: (message: unknown) => void) => void;
}

/** Electron's ways from a utility process to main and to another one; the types of Node do not know them. */
interface ElectronPort {
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
  readonly postMessage: (message: unknown) => void;
}
interface ParentPort extends ElectronPort {
  readonly once: (
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly OtherPort[] }) => void,
  ) => void;
}
interface OtherPort extends ElectronPort {
  readonly start: () => void;
}

/** A port between threads of one process. */
export const nodePort = (port: MessagePort): ThreadPort => ({
  post: (message) => port.postMessage(message),
  listen: (listener) => {
    port.on('message', listener);
  },
});

const electronPort = (port: ElectronPort): ThreadPort => ({
  post: (message) => port.postMessage(message),
  listen: (listener) => port.on('message', ({ data }) => listener(data)),
});

/**
 * Begins with what a thread was made for: a worker thread's `workerData`, or the first message to a process of its own,
 * whose `changes` is the port that came along. `begin` must listen to the port before it returns: the next message
 * follows at once.
 */
export function beginThread<S>(begin: (port: ThreadPort, start: S) => void): void {
  if (parentPort !== null) {
    const { changes, ...start } = workerData as { readonly changes?: MessagePort };
    begin(nodePort(parentPort), (changes ? { ...start, changes: nodePort(changes) } : start) as S);
    return;
  }
  const { parentPort: parent } = process as unknown as { readonly parentPort?: ParentPort };
  if (parent === undefined) throw new Error('this is the code of a thread or a process of its own');
  parent.once('message', ({ data, ports: [changes] }) => {
    const start = (data as StartMessage).data as object;
    if (changes === undefined) begin(electronPort(parent), start as S);
    else {
      begin(electronPort(parent), { ...start, changes: electronPort(changes) } as S);
      changes.start();
    }
  });
}
