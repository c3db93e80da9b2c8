// @ts-check
// npm run build:storage: the storage alone as one file, out/storage/index.mjs, for any Node 20 or later that finds
// rxdb, rxjs and libsql beside it. Its page is src/main/store/sqlite-storage/README.md.
import { build } from 'vite';
import { inProject } from './setup/paths.mjs';

await build({
  configFile: false,
  root: inProject(),
  logLevel: 'warn',
  build: {
    outDir: inProject('out', 'storage'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    // What the storage does not own stays outside: two copies of RxDB in one process would not know each other.
    rollupOptions: { external: [/^node:/, /^rxdb(\/|$)/, 'rxjs', 'libsql'] },
    lib: {
      entry: inProject('src', 'main', 'store', 'sqlite-storage', 'index.ts'),
      formats: ['es'],
      fileName: () => 'index.mjs',
    },
  },
});
