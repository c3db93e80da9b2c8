import type { Result } from '@shared/lib/result';
import { describeError, toFailure } from '../threads/failures';
import { type MaintenanceInput, type MaintenanceName, runMaintenance } from './tasks';

/** What main sends, once. */
export interface MaintenanceOrder {
  readonly name: MaintenanceName;
  readonly input: MaintenanceInput<MaintenanceName>;
}

/** What comes back: how far it is, and at last the result. */
export type MaintenanceWord =
  | { readonly type: 'progress'; readonly read: number }
  | { readonly type: 'log'; readonly message: string }
  | { readonly type: 'result'; readonly result: Result<unknown> };

/** Electron's way from a utility process to main; the types of Node do not know it. */
interface ParentPort {
  readonly on: (event: 'message', listener: (event: { readonly data: MaintenanceOrder }) => void) => void;
  readonly postMessage: (word: MaintenanceWord) => void;
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
  void runMaintenance(name, input as never, progress)
    .then((value): Result<unknown> => ({ ok: true, value }))
    .catch((error: unknown): Result<unknown> => {
      const failure = toFailure(error);
      if (failure.code === 'internal')
        port.postMessage({ type: 'log', message: `${name}: ${describeError(error)}` });
      return { ok: false, error: failure };
    })
    .then((result) => port.postMessage({ type: 'result', result }));
});
