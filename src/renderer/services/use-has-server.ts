import { stateStore } from '../ipc/states';
import { useStore } from '../lib/store';

/** Whether this database has a server: without one, where a record is kept says nothing. One watch for every row that asks. */
export const useHasServer = (): boolean =>
  useStore(stateStore('sync.status'), (status) => (status?.phase ?? 'off') !== 'off');
