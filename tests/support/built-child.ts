import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a program of the tests as the application's own threads are, for what must run in a process of its own.
 * @param entry its path from the project's root
 */
export async function buildChild(entry: string): Promise<string> {
  const name = basename(entry, '.ts');
  const outDir = join(root, 'node_modules', '.cache', `kartoteka-${name}`);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'src', 'shared') } },
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: 'child.mjs' } },
    },
  });
  return join(outDir, 'child.mjs');
}

/** How a program ended: 0, another code, or the signal of an abort. */
export interface Ended {
  readonly end: number | NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a built program to its end. */
export async function runChild(path: string, words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [path, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (errors += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ end: code ?? signal, output, errors }));
  });
}
