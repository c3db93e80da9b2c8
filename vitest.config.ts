import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The files of tests in a folder, as paths from the project's root with slashes. */
function testsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

const all = ['src', 'tests/integration', 'tests/sync'].flatMap(testsIn);

/** A module that is replaced stays so for whoever comes after in the same process: these have one of their own. */
const replacing = all.filter((file) => readFileSync(join(root, file), 'utf8').includes('vi.mock('));

export default defineConfig({
  resolve: { alias: { '@shared': fileURLToPath(new URL('src/shared', import.meta.url)) } },
  test: {
    globalSetup: ['tests/support/built-app.ts'],
    pool: 'forks',
    // Many tests wait for a server or a disk: on two cores one file at a time would leave one of them idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      // Loading the modules and warming them up costs seconds a file: most files share the processes.
      { extends: true, test: { name: 'shared', include: all, exclude: replacing, isolate: false } },
      { extends: true, test: { name: 'alone', include: replacing } },
    ],
  },
});
