import { useStateOf } from '../ipc/use-live';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const BackupWarning = lazyWithPrefetch(() => import('./BackupWarning').then((m) => m.BackupWarning));

function Failed() {
  const failure = useStateOf('backups.state')?.failure;
  return failure && <BackupWarning failure={failure} />;
}

export const backups = defineFeature({ name: 'backups', banners: [Failed] });
