import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { runPerformanceTests } from 'rxdb-performance';

// RxDB's own performance test over its Dexie storage, in a page of the real Chromium. Bundled by performance-test.ts.

Object.assign(globalThis, {
  runDexie: (settings: object) =>
    runPerformanceTests(getRxStorageDexie() as never, 'dexie', { ...settings, log: false }),
});
