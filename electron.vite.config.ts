import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const alias = { '@shared': at('src/shared') };

/**
 * Three builds. Targets are those of the oldest Electron we run on (33: Node 20.18, Chromium 130);
 * electron-vite's own table ends before the one we ship.
 */
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node20.18',
      // A third less to read at every start.
      minify: true,
      // Only natives stay outside the bundle: everything else is a devDependency and is bundled.
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: at('src/main/index.ts'),
          data: at('src/main/data/thread.ts'),
          reader: at('src/main/reader/thread.ts'),
          documents: at('src/main/documents/thread.ts'),
          import: at('src/main/import/thread.ts'),
          upkeep: at('src/main/upkeep/thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('src/preload/index.ts') },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      chunkSizeWarningLimit: 1000,
      outDir: at('out/renderer'),
      rollupOptions: {
        input: { index: at('src/renderer/index.html') },
        output: {
          // Each file costs a trip through the main process: what every screen uses is one file.
          codeSplitting: {
            groups: [
              {
                name: 'frame',
                test: /node_modules[\\/](react|react-dom|scheduler|@mui|@emotion|dexie|wouter|@tanstack)[\\/]/,
              },
              {
                name: 'common',
                test: /src[\\/](renderer[\\/](app|ui|ipc|drafts)|shared[\\/](texts|lib))[\\/]/,
              },
            ],
          },
        },
      },
    },
  },
});
