import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Puts the throw-away entity at the end of the list of them, as one line of its own would. */
const withGadgets: Plugin = {
  name: 'with-gadgets',
  transform(code, id) {
    if (!id.endsWith('/src/shared/entities.ts')) return null;
    const listed = code.replace('export const entities', 'const listed');
    if (listed === code) throw new Error('the list of entities has another shape');
    const gadgets = JSON.stringify(at('tests/throwaway/gadgets.ts'));
    return `import { gadgets } from ${gadgets};\n${listed}\nexport const entities = { ...listed, gadgets };`;
  },
};

/** Builds the threads of the data and of the reader with the throw-away entity in them; answers their folder. */
export async function builtThreads(): Promise<URL> {
  const out = at('out/throwaway');
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { dependencies: object };
  await build({
    configFile: false,
    logLevel: 'error',
    root: at(''),
    plugins: [withGadgets],
    // As in the app: natives stay outside, everything else is bundled.
    ssr: { noExternal: true, external: Object.keys(dependencies) },
    resolve: { alias: { '@shared': at('src/shared') } },
    build: {
      ssr: true,
      outDir: out,
      minify: false,
      target: 'node20.18',
      rollupOptions: {
        input: { data: at('src/main/data/thread.ts'), reader: at('src/main/reader/thread.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return new URL('../../out/throwaway/', import.meta.url);
}
