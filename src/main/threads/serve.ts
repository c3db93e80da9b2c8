import type { CallOutput, StateName } from '@shared/contract';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { AppError, type Result } from '@shared/lib/result';
import type { CallHandlers, Calls, Tell } from './contract';
import { describeError, toFailure } from './failures';
import type { ThreadPort } from './port';
import type { FromThread, ToThread } from './protocol';

/** What a thread answers. `Now` are the calls that need nothing to be loaded. */
export interface ThreadDoor<C extends Calls<C>, Now extends keyof C = keyof C> {
  readonly calls: Pick<CallHandlers<C>, Now>;
  /** The handlers of the other calls, as soon as there are any. @throws AppError as long as there are none */
  readonly later?: () => Promise<Omit<CallHandlers<C>, Now>>;
  /** Answers a call of the contract with the page. */
  readonly request?: (name: string, input: unknown) => unknown;
  readonly watch?: (id: number, name: string, input: unknown) => void;
  readonly unwatch?: (id: number) => void;
}

/** Publishes a state of the contract to every window. */
export type Publish = <N extends StateName>(name: N, value: CallOutput<N>) => void;

/** The only way out of a thread. */
export interface Sender<News> {
  /** Tells main alone. */
  readonly tell: Tell<News>;
  readonly publish: Publish;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** A new answer of a live query. */
  readonly answer: (id: number, answer: LiveAnswer) => void;
}

/**
 * Answers main's messages on a thread's port. An expected refusal becomes a failed Result; anything else becomes
 * `internal` and a line in the log that quotes nobody's data.
 */
export function serveThread<C extends Calls<C>, News, Now extends keyof C = keyof C>(
  port: ThreadPort,
  door: ThreadDoor<C, Now>,
): Sender<News> {
  const send = (message: FromThread) => port.post(message);
  const log: Sender<News>['log'] = (level, message) => send({ type: 'log', level, message });
  const call = async (name: string, input: unknown): Promise<unknown> => {
    const handler = handlerOf(door.calls, name) ?? handlerOf((await door.later?.()) ?? {}, name);
    if (!handler) throw new AppError('invalid-input', { field: name });
    return handler(input);
  };
  const request = (name: string, input: unknown): unknown => {
    if (!door.request) throw new AppError('invalid-input', { field: name });
    return door.request(name, input);
  };
  port.listen((word) => {
    const message = word as ToThread;
    if (message.type === 'watch') door.watch?.(message.id, message.name, message.input);
    else if (message.type === 'unwatch') door.unwatch?.(message.id);
    else {
      const { type, id, name, input } = message;
      const work = () => (type === 'call' ? call(name, input) : request(name, input));
      void run(log, name, work).then((result) => send({ type: 'answer', id, result }));
    }
  });
  return {
    log,
    tell: (name, value) => send({ type: 'news', name, value }),
    publish: (name, value) => send({ type: 'publish', name, value }),
    answer: (id, answer) => send({ type: 'value', id, answer }),
  };
}

/** A handler by the name that came over a port: what it is given was typed where it was asked. */
function handlerOf(handlers: object, name: string): ((input: unknown) => unknown) | undefined {
  return Object.hasOwn(handlers, name)
    ? (handlers as Readonly<Record<string, (input: unknown) => unknown>>)[name]
    : undefined;
}

/** Does work for somebody who waits and turns what it throws into a Result. */
async function run(log: Sender<never>['log'], name: string, work: () => unknown): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'internal') log('error', `${name}: ${describeError(error)}`);
    return { ok: false, error: failure };
  }
}
