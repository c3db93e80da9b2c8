import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin, Rolldown } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const alias = { '@shared': at('src/shared') };

/** Names the group of everything the entry imports, directly or not, without asking for it later. */
function neededAtStart(entry: string): Rolldown.CodeSplittingNameFunction {
  let needed: Set<string> | undefined;
  return (id, bundle) => {
    if (!needed) {
      needed = new Set([entry]);
      for (const one of needed)
        for (const next of bundle.getModuleInfo(one)?.importedIds ?? []) needed.add(next);
    }
    // React's own files require each other, which is not told here.
    return needed.has(id) || /node_modules[\\/](react|react-dom|react-is|scheduler)[\\/]/.test(id)
      ? 'start'
      : null;
  };
}

/**
 * The fonts of the first drawing are asked for with the page itself: otherwise the first layout is made with the
 * system's fonts, and made again when ours are there.
 */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /pt-sans-(cyrillic|latin)-[47]00-normal\S*\.woff2$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${file}` },
          injectTo: 'head',
        })),
  },
};

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
          maintenance: at('src/main/maintenance/thread.ts'),
          fold: at('src/main/store/wal-checkpointer/thread.ts'),
          sort: at('src/main/store/index-builder/thread.ts'),
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
    resolve: {
      alias: [
        { find: '@shared', replacement: at('src/shared') },
        // Icons are drawn by the dozen: by plain elements (see the file).
        { find: /^\.\/utils\/createSvgIcon\.mjs$/, replacement: at('src/renderer/ui/svg-icon.tsx') },
      ],
    },
    plugins: [react(), preloadFonts],
    build: {
      target: 'chrome130',
      minify: true,
      chunkSizeWarningLimit: 1000,
      outDir: at('out/renderer'),
      rollupOptions: {
        input: { index: at('src/renderer/index.html') },
        output: {
          // Each file costs a trip through the main process: what the first drawing needs is one file, what several
          // later screens share another.
          codeSplitting: {
            groups: [
              { name: neededAtStart(at('src/renderer/main.tsx')), debugName: 'start', priority: 2 },
              { name: 'later', test: /node_modules/, minShareCount: 2, priority: 1 },
            ],
          },
        },
      },
    },
  },
});
