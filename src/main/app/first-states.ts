import { syncOff } from '@shared/sync/contract';
import type { Core } from './core';

/** Publishes the states an opened program begins with. */
export function publishFirstStates({ states, profile }: Pick<Core, 'states' | 'profile'>): void {
  states.publish('settings.all', profile.state.settings);
  states.publish('sync.status', syncOff);
  states.publish('import.progress', { phase: 'idle' });
  states.publish('backups.rescue', { phase: 'idle' });
  states.publish('storageHealth.now', null);
  states.publish('storageHealth.missing', null);
}
