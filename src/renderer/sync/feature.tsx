import { ask } from '../ipc/client';
import { stateNow } from '../ipc/states';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { openOverlay } from '../services/overlays';
import { SyncIndicator } from './SyncIndicator';

const SyncWindow = lazyWithPrefetch(() => import('./SyncWindow').then((m) => m.SyncWindow));

declare module '../services/overlays' {
  interface OverlayParams {
    sync: object;
  }
}

const withoutServer = () =>
  (stateNow('sync.status')?.phase ?? 'off') === 'off' ? ('noServer' as const) : undefined;

export const sync = defineFeature({
  name: 'sync',
  overlays: { sync: { form: (_, onClose) => <SyncWindow onClose={onClose} /> } },
  actions: {
    'sync-now': { run: () => void ask('sync.now', {}), off: withoutServer },
    'sync-window': { run: () => openOverlay({ kind: 'sync' }), off: withoutServer },
  },
  bar: [SyncIndicator],
});
