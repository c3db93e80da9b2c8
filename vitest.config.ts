import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The files of tests in a folder, as paths from the project's root with slashes. */
function testsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

const all = ['src', 'tests/integration', 'tests/sync', 'tests/throwaway'].flatMap(testsIn);

/** A module that is replaced stays so for whoever comes after in the same process: these have one of their own. */
const replacing = all.filter((file) => readFileSync(join(root, file), 'utf8').includes('vi.mock('));

/** What waits for servers, killed processes and other programs goes first: at the end it would run alone. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/tests\/(sync|integration\/crash)\//.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { '@shared': fileURLToPath(new URL('src/shared', import.meta.url)) } },
  test: {
    globalSetup: ['tests/support/built-app.ts'],
    pool: 'forks',
    // Many tests wait for a server or a disk: on two cores one file at a time would leave one of them idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    sequence: { sequencer: LongFirst },
    projects: [
      // Loading the modules and warming them up costs seconds a file: most files share the processes.
      { extends: true, test: { name: 'shared', include: all, exclude: replacing, isolate: false } },
      { extends: true, test: { name: 'alone', include: replacing } },
    ],
  },
});
