import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (path: string) => join(root, 'bench', 'store', path);

/** Makes one file of an entry, `<out>/<entry>.mjs`, for plain Node or for a page: as the app itself is bundled. */
export async function bundle(entry: string, out: string, node: boolean): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: node ? {} : { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    resolve: {
      alias: {
        '@shared': join(root, 'src/shared'),
        'rxdb-performance': join(root, 'node_modules/rxdb/dist/esm/plugins/test-utils/performance.js'),
        'async-test-util': at('test-tools.ts'),
        ...(node ? {} : { assert: at('test-tools.ts') }),
      },
    },
    ...(node ? { ssr: { noExternal: true, external: ['libsql'], target: 'node' } } : {}),
    build: {
      outDir: out,
      emptyOutDir: false,
      target: node ? 'node20' : 'chrome130',
      minify: false,
      ...(node ? { ssr: at(entry) } : { lib: { entry: at(entry), formats: ['es'], fileName: 'page' } }),
      rollupOptions: {
        ...(node ? { external: ['libsql'] } : {}),
        output: { format: 'es', entryFileNames: entry.replace('.ts', '.mjs') },
      },
    },
  });
}
