// @ts-check
// Prints the Electron executable in use, and nothing else on stdout: npm run -s electron:path
import { command, setUp } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';

await command(async () => {
  const { electron } = await setUp({}, createLog({ toStderr: true }));
  process.stdout.write(`${electron.executable}\n`);
});
