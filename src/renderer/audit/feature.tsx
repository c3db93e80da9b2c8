import { stateNow } from '../ipc/states';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';
import { goTo } from '../services/navigation';

const AuditScreen = lazyWithPrefetch(() => import('./AuditScreen').then((m) => m.AuditScreen));
const path = '/settings/audit';

/** It is the server's, and an administrator's to read. */
const off = () => {
  const isAdmin = stateNow('app.status')?.session.role === 'admin';
  return isAdmin && (stateNow('sync.status')?.phase ?? 'off') !== 'off' ? undefined : ('absent' as const);
};

export const audit = defineFeature({
  name: 'audit',
  routes: [{ path, parent: '/settings/staff', screen: () => <AuditScreen /> }],
  actions: { 'go-audit': { run: () => goTo(path), off } },
});
