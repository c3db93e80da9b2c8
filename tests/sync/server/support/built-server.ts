import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The endpoint as `npm run build:server` makes it, in a folder that finds the project's packages. */
export async function buildServer(): Promise<string> {
  const folder = path.join(root, 'node_modules', '.cache', `kartoteka-server-${process.pid}`);
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts', 'build-server.mjs'), folder], {
    cwd: root,
  });
  return folder;
}
