import { useStateOf } from '../ipc/use-live';
import { defineFeature } from '../services/feature';
import { lazyWithPrefetch } from '../services/lazy-with-prefetch';

const StorageHealthBanner = lazyWithPrefetch(() =>
  import('./StorageHealthBanner').then((m) => m.StorageHealthBanner),
);
const MissingEditsBanner = lazyWithPrefetch(() =>
  import('./MissingEditsBanner').then((m) => m.MissingEditsBanner),
);

function Now() {
  const storageHealth = useStateOf('storageHealth.now');
  return storageHealth && <StorageHealthBanner storageHealth={storageHealth} />;
}

function Missing() {
  const missing = useStateOf('storageHealth.missing');
  return missing && <MissingEditsBanner missing={missing} />;
}

export const storageHealth = defineFeature({ name: 'storage-health', banners: [Now, Missing] });
