import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { start } from './app-under-test';
import { coldStart } from './cold-start';
import { importLoad } from './import';
import { editToOtherWindow, openCards, plainEcho, roundTrip, scrollList, search } from './interaction';
import type { Row } from './measure';
import { machine, report, table } from './report';
import { searchAnswers } from './search';

const root = fileURLToPath(new URL('..', import.meta.url));
const seeded = process.env.BENCH_PROFILE ?? '';
if (!existsSync(join(seeded, 'base', 'kartoteka.db')))
  throw new Error('no seeded profile: run "npm run bench"');

/** Every run works on a copy, so that the seeded base stays as it was. */
const profile = join(root, '.cache', 'bench', 'work');
rmSync(profile, { recursive: true, force: true });
mkdirSync(profile, { recursive: true });
cpSync(realpathSync(seeded), profile, { recursive: true });
// Gigabytes on their way to the disk would be measured as the app's own writes.
spawnSync('sync');

const rows: Row[] = [];
const add = (...more: Row[]) => {
  for (const one of more) {
    rows.push(one);
    console.log(
      `${one.ok ? 'ok  ' : 'MISS'}  ${one.name}: ${one.value} ${one.unit} (${one.baseline}; × ${one.ratio}; goal ${one.goal})`,
    );
  }
};

/** `npm run bench -- interaction` measures one part; all of them are written down. */
const parts = process.argv.slice(2);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);

if (wanted('start')) add(...(await coldStart(profile)));

const blankProfile = join(root, '.cache', 'bench', 'blank');
const blank = await start('blank', blankProfile);
const echo = await plainEcho(blank.page);
await blank.stop();

const app = await _electron.launch({
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--log-level=3',
    `--user-data-dir=${profile}`,
    root,
    '--open=/clients',
  ],
  cwd: root,
  env: { ...(process.env as Record<string, string>), LC_ALL: 'ru_RU.UTF-8', TZ: 'Europe/Moscow' },
});
try {
  const page = await app.firstWindow();
  // The compiler of these files names inner functions by a helper the page does not have.
  await app.context().addInitScript('globalThis.__name = (work) => work');
  await page.evaluate('globalThis.__name = (work) => work');
  await page.getByRole('grid').getByRole('row').nth(5).waitFor();
  const trip = await roundTrip(page);
  if (wanted('interaction')) {
    add(...(await search(page, echo)));
    add(...(await openCards(page, trip)));
  }
  if (wanted('interaction') || wanted('scroll')) add(...(await scrollList(page, trip)));
  if (wanted('search')) add(...(await searchAnswers(page, trip)));
  if (wanted('windows')) {
    const opening = app.waitForEvent('window');
    await page.evaluate(() => window.crm.call('app.newWindow', {}));
    const other = await opening;
    await other.getByRole('navigation').waitFor();
    await other.evaluate('globalThis.__name = (work) => work');
    add(...(await editToOtherWindow(page, other, trip)));
    await other.close();
  }
  if (wanted('import')) add(...(await importLoad(app, page)));
} finally {
  // What was measured before a part failed is written down, too.
  if (parts.length === 0) writeResults();
  await app.close();
  rmSync(profile, { recursive: true, force: true });
}

function writeResults(): void {
  report(
    'app',
    rows,
    `## The application

With 100,000 clients, 300,000 contacts and 1,000,000 calls in an encrypted base, in the real Electron.
Machine: ${machine()}, virtual display without a graphics card.

${table(rows)}`,
  );
}
