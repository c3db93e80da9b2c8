import { useSyncExternalStore } from 'react';
import { watch } from '../ipc/client';
import { earlyState } from '../ipc/early-states';

let has = (earlyState('sync.status')?.phase ?? 'off') !== 'off';
const listeners = new Set<() => void>();
let isWatched = false;

/** One watch for every row that asks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isWatched) {
    isWatched = true;
    watch('sync.status', null, (result) => {
      const next = result.ok && result.value.phase !== 'off';
      if (next === has) return;
      has = next;
      for (const one of listeners) one();
    });
  }
  return () => listeners.delete(listener);
}

/** Whether this database has a server: without one, where a record is kept says nothing. */
export const useHasServer = (): boolean => useSyncExternalStore(subscribe, () => has);
