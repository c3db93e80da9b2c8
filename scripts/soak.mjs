// @ts-check
// npm run soak -- 500: laptops, an endpoint and a bad line between them, scenario after scenario; see docs/sync.md.
import { ensureBuilt } from './setup/build.mjs';
import { command } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';
import { ensurePackages } from './setup/npm-packages.mjs';
import { inProject } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

const log = createLog();

await command(async () => {
  await ensurePackages(log);
  await ensureBuilt(log);
  const words = [
    '--import',
    'tsx',
    inProject('tests', 'sync', 'faults', 'soak.ts'),
    ...process.argv.slice(2),
  ];
  const env = { ...process.env, TSX_TSCONFIG_PATH: inProject('tsconfig.node.json') };
  return (await run(process.execPath, words, { env, output: 'show' })).code;
});
