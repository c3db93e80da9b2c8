import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mutations } from './mutations.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mutation = mutations[Number(process.env.MUTATION)];

/** The tests of the storage over a source with one bug planted; no file is touched. */
export default defineConfig({
  root,
  resolve: { alias: { '@shared': fileURLToPath(new URL('../../src/shared', import.meta.url)) } },
  plugins: [
    {
      name: 'mutation',
      enforce: 'pre',
      transform(code, id) {
        if (mutation === undefined || !id.split('?')[0]?.endsWith(`/sqlite-storage/${mutation.file}`))
          return null;
        if (!code.includes(mutation.find))
          throw new Error(`nothing to change in ${mutation.file}: ${mutation.bug}`);
        return code.replace(mutation.find, () => mutation.replace);
      },
    },
  ],
  test: {
    include: ['tests/integration/store/*.test.ts', 'src/main/store/**/*.test.ts'],
    pool: 'forks',
    bail: 1,
    testTimeout: 120_000,
  },
});
