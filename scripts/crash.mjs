// @ts-check
// npm run crash -- [kills] [seed] [deed]: kills the store at random moments of its work and looks for losses.
import { command } from './setup/index.mjs';
import { inProject } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

await command(async () => {
  const words = ['--import', 'tsx', inProject('tests', 'crash', 'run.ts'), ...process.argv.slice(2)];
  return (
    await run(process.execPath, words, {
      env: { ...process.env, TSX_TSCONFIG_PATH: inProject('tsconfig.node.json') },
      output: 'show',
    })
  ).code;
});
