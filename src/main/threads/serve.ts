import type { Result } from '@shared/lib/result';
import { describeError, toFailure } from './failures';
import type { ThreadPort } from './port';
import type { FromThread, ToThread } from './protocol';

export interface ThreadDoor {
  /** Answers one call; throws for a refusal. */
  readonly call: (name: string, input: unknown) => unknown;
  readonly watch?: (id: number, name: string, input: unknown) => void;
  readonly unwatch?: (id: number) => void;
}

/** Sends one message to main; the only door out of a thread. */
export type Send = (message: FromThread) => void;

/**
 * Answers main's messages on a thread's port. An expected refusal becomes a failed Result; anything else becomes
 * `internal` and a line in the log that quotes nobody's data.
 */
export function serveThread(port: ThreadPort, door: ThreadDoor): Send {
  const send: Send = (message) => port.post(message);
  port.listen((word) => {
    const message = word as ToThread;
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
