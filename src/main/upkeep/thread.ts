import type { Result } from '@shared/lib/result';
import { describeError, toFailure } from '../threads/failures';
import { runUpkeep, type UpkeepInput, type UpkeepName } from './tasks';

/** What main sends, once. */
export interface UpkeepOrder {
  readonly name: UpkeepName;
  readonly input: UpkeepInput<UpkeepName>;
}

/** What comes back: how far it is, and at last the result. */
export type UpkeepWord =
  | { readonly type: 'progress'; readonly read: number }
  | { readonly type: 'log'; readonly message: string }
  | { readonly type: 'result'; readonly result: Result<unknown> };

/** Electron's way from a utility process to main; the types of Node do not know it. */
interface ParentPort {
  readonly on: (event: 'message', listener: (event: { readonly data: UpkeepOrder }) => void) => void;
  readonly postMessage: (word: UpkeepWord) => void;
}
const port = (process as unknown as { readonly parentPort: ParentPort }).parentPort;

/** How often a long reading says how far it is, in milliseconds. */
const tellMs = 200;

port.on('message', ({ data: { name, input } }) => {
  let told = 0;
  const progress = (read: number) => {
    if (Date.now() - told < tellMs) return;
    told = Date.now();
    port.postMessage({ type: 'progress', read });
  };
  void runUpkeep(name, input as never, progress)
    .then((value): Result<unknown> => ({ ok: true, value }))
    .catch((error: unknown): Result<unknown> => {
      const failure = toFailure(error);
      if (failure.code === 'internal')
        port.postMessage({ type: 'log', message: `${name}: ${describeError(error)}` });
      return { ok: false, error: failure };
    })
    .then((result) => port.postMessage({ type: 'result', result }));
});
