// `npm run server`: makes sure the packages are there, then runs the endpoint from source.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createLog } from './setup/log.mjs';
import { ensurePackages } from './setup/npm-packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await ensurePackages(createLog({ toStderr: true }));

const server = spawn(process.execPath, ['--import', 'tsx', 'src/server/index.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // The root tsconfig only refers to others; this one knows what `@shared` means.
  env: {
    ...process.env,
    TSX_TSCONFIG_PATH: fileURLToPath(new URL('../tsconfig.node.json', import.meta.url)),
  },
});
// A terminal sends Ctrl+C to both of us; a supervisor signals only this process.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
// npm does not hand a signal on to what its shell runs: when it is gone, so are we.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || server.kill('SIGTERM'), 500).unref();
}
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
