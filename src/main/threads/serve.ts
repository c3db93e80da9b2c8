import type { MessagePort } from 'node:worker_threads';
import type { Result } from '@shared/lib/result';
import { describeError, toFailure } from './failures';
import type { FromThread, StartMessage, ToThread } from './protocol';

export interface ThreadDoor {
  /** Answers one call; throws for a refusal. */
  readonly call: (name: string, input: unknown) => unknown;
  readonly watch?: (id: number, name: string, input: unknown) => void;
  readonly unwatch?: (id: number) => void;
}

/** Sends one message to main; the only door out of a thread. */
export type Send = (message: FromThread) => void;

/**
 * Begins with what a thread was made for: given with its making, or to one that was made ahead as its first message.
 * `begin` must listen to the port before it returns: the next message follows at once.
 */
export function whenStarted<S>(port: MessagePort, given: unknown, begin: (start: S) => void): void {
  if (given === null || given === undefined) {
    port.once('message', ({ data }: StartMessage) => begin(data as S));
  } else begin(given as S);
}

/**
 * Answers main's messages on a thread's port. An expected refusal becomes a failed Result; anything else becomes
 * `internal` and a line in the log that quotes nobody's data.
 */
export function serveThread(port: MessagePort, door: ThreadDoor): Send {
  const send: Send = (message) => port.postMessage(message);
  port.on('message', (message: ToThread) => {
    if (message.type === 'watch') door.watch?.(message.id, message.name, message.input);
    else if (message.type === 'unwatch') door.unwatch?.(message.id);
    else {
      void run(send, message.name, () => door.call(message.name, message.input)).then((result) =>
        send({ type: 'answer', id: message.id, result }),
      );
    }
  });
  return send;
}

/** Runs work of the contract and turns what it throws into a Result. */
export async function run(send: Send, name: string, work: () => unknown): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'internal') {
      send({ type: 'log', level: 'error', message: `${name}: ${describeError(error)}` });
    }
    return { ok: false, error: failure };
  }
}
