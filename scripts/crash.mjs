// @ts-check
// npm run crash -- [kills] [seed] [deed]: kills the store at random moments of its work and looks for losses;
// npm run crash -- damage [files] [seed]: turns bits of a database and looks for wrong answers.
import { command } from './setup/index.mjs';
import { inProject } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

await command(async () => {
  const [first, ...rest] = process.argv.slice(2);
  const damage = first === 'damage';
  const file = inProject('tests', 'crash', damage ? 'run-damage.ts' : 'run.ts');
  const words = ['--import', 'tsx', file, ...(damage ? rest : process.argv.slice(2))];
  return (
    await run(process.execPath, words, {
      env: { ...process.env, TSX_TSCONFIG_PATH: inProject('tsconfig.node.json') },
      output: 'show',
    })
  ).code;
});
