import type { CallInput, CallOutput, StateName } from '@shared/contract';
import { createStore, type Store } from '../lib/store';
import { watch } from './client';
import { earlyState } from './early-states';

const stores = new Map<StateName, Store<unknown>>();

/** A published state, one watch for all who follow it; undefined until it was published. */
export function stateStore<N extends StateName>(name: N): Store<CallOutput<N> | undefined> {
  const known = stores.get(name) as Store<CallOutput<N> | undefined> | undefined;
  if (known) return known;
  // What the page was served with is there at once.
  const store = createStore<CallOutput<N> | undefined>(earlyState(name), () => {
    watch(name, null as CallInput<N>, (result) => {
      if (result.ok) store.set(result.value);
    });
  });
  stores.set(name, store as Store<unknown>);
  return store;
}

/** A state as it was last heard, outside of React. */
export const stateNow = <N extends StateName>(name: N): CallOutput<N> | undefined => stateStore(name).get();
