// @ts-check
// npm run bench: seeds a large database once, then measures the real app on a copy of it; npm run bench -- store measures
// the storage alone, npm run bench -- growth every command and query in a small and a large database. See
// docs/performance.md.
import { existsSync, rmSync } from 'node:fs';
import { hasDisplay, startXvfb } from './setup/display.mjs';
import { command, setUp } from './setup/index.mjs';
import { createLog } from './setup/log.mjs';
import { inProject } from './setup/paths.mjs';
import { EXIT, run } from './setup/run.mjs';

const CLIENTS = 100_000;
const log = createLog();

await command(async () => {
  const { electron, env } = await setUp({ display: true, build: true }, log);
  const display = hasDisplay() ? undefined : await startXvfb();
  try {
    const [first, ...parts] = process.argv.slice(2);
    if (first === 'store' || first === 'sync' || first === 'growth' || first === 'deals') {
      const words = ['--import', 'tsx', inProject('bench', first, 'run.ts'), ...parts];
      const more = {
        ...(display ? { DISPLAY: display.name } : {}),
        BENCH_ELECTRON: electron.executable,
        TSX_TSCONFIG_PATH: inProject('tsconfig.node.json'),
      };
      return (await run(process.execPath, words, { env: { ...env, ...more }, output: 'show' })).code;
    }
    const all = {
      ...env,
      ...(display ? { DISPLAY: display.name } : {}),
      BENCH_ELECTRON: electron.executable,
    };
    const profile = inProject('.cache', 'bench', `profile-${CLIENTS}`);
    if (!existsSync(profile)) {
      const args = [
        inProject('scripts', 'seed.mjs'),
        '--clients',
        String(CLIENTS),
        '--user-data-dir',
        profile,
      ];
      const { code } = await run(process.execPath, args, { env: all, output: 'show' });
      if (code !== 0) {
        rmSync(profile, { recursive: true, force: true });
        return EXIT.failed;
      }
    }
    const { code } = await run(
      process.execPath,
      ['--import', 'tsx', inProject('bench', 'run.ts'), ...process.argv.slice(2)],
      {
        env: { ...all, BENCH_PROFILE: profile },
        output: 'show',
      },
    );
    return code;
  } finally {
    await display?.stop();
  }
});
