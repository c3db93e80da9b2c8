import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { noClientFilter } from '../../src/shared/clients/contract';
import { noDealFilter } from '../../src/shared/deals/contract';
import { DEFAULT_FUNNEL_ID } from '../../src/shared/funnels/defaults';
import { roundTrip } from '../interaction';
import { percentile, type Row, row } from '../measure';
import { machine, report, table } from '../report';
import { fill, size } from './fill';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache', 'bench');
const filled = join(cache, `deals-${size.deals}`);
const work = join(cache, 'deals-work');

async function launch(profile: string): Promise<[ElectronApplication, Page]> {
  const app = await _electron.launch({
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--log-level=3',
      `--user-data-dir=${profile}`,
      root,
    ],
    cwd: root,
    env: { ...(process.env as Record<string, string>), LC_ALL: 'ru_RU.UTF-8', TZ: 'Europe/Moscow' },
  });
  const page = await app.firstWindow();
  // The compiler of these files names inner functions by a helper the page does not have.
  await app.context().addInitScript('globalThis.__name = (work) => work');
  await page.evaluate('globalThis.__name = (work) => work');
  return [app, page];
}

if (!existsSync(filled)) {
  const making = `${filled}-making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const [app, page] = await launch(making);
  await fill(app, page, join(cache, 'deals-files'));
  await app.close();
  cpSync(making, filled, { recursive: true });
  rmSync(making, { recursive: true, force: true });
}
rmSync(work, { recursive: true, force: true });
cpSync(filled, work, { recursive: true });

const [app, page] = await launch(work);
const rows: Row[] = [];
try {
  await page.getByRole('navigation').waitFor();
  const trip = await roundTrip(page);
  rows.push(...(await board(trip)), ...(await drag()), ...(await list()));
} finally {
  await app.close();
  rmSync(work, { recursive: true, force: true });
}
for (const one of rows) {
  console.log(
    `${one.ok ? 'ok  ' : 'MISS'}  ${one.name}: ${one.value} ${one.unit} (${one.baseline}; × ${one.ratio})`,
  );
}
report(
  'deals',
  rows,
  `## Deals

With 100,000 clients and 100,000 deals, 5,000 of them open, in the real Electron. A board counts as open when the cards of
its first column are painted; frames are those of 300 steps of a card that is dragged over the columns.
Machine: ${machine()}, virtual display without a graphics card.

${table(rows)}`,
);

/** From the click on «Сделки» to the frame after the first card is there. */
async function board(trip: number): Promise<Row[]> {
  const times: number[] = [];
  for (let round = 0; round < 22; round += 1) {
    await page.getByRole('link', { name: 'Настройки', exact: true }).click();
    await page.waitForTimeout(400);
    const time = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const began = performance.now();
          const observer = new MutationObserver(() => {
            if (!document.querySelector('[data-deal]')) return;
            observer.disconnect();
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - began);
              channel.port2.postMessage(null);
            });
          });
          observer.observe(document.body, { subtree: true, childList: true });
          location.hash = '#/deals';
        }),
    );
    // The first ones fetch the screen's own file.
    if (round >= 2) times.push(time);
  }
  return [
    row({
      name: `opening the board of 5,000 open deals, p95 of ${times.length}`,
      value: percentile(times, 0.95),
      unit: 'ms',
      baseline: { name: 'one trip to the reader and back, p95', value: trip },
      atMost: { value: 200 },
    }),
  ];
}

/** The share of frames longer than 32 ms while a card is dragged to and fro, and while nothing happens. */
async function drag(): Promise<Row[]> {
  await page.waitForTimeout(1500);
  const frames = (dragging: boolean) =>
    page.evaluate(async (isDragging) => {
      const tile = document.querySelector('.deal-tile');
      const columns = [...document.querySelectorAll('.board-column')];
      if (!tile || columns.length === 0) throw new Error('there is no board');
      const transfer = new DataTransfer();
      const fire = (target: Element, type: string, x = 0) => {
        const { left, top } = target.getBoundingClientRect();
        const at = { clientX: left + 20 + x, clientY: top + 200 };
        target.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer, ...at }),
        );
      };
      const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      if (isDragging) fire(tile, 'dragstart');
      let before = await next();
      const taken: number[] = [];
      for (let step = 0; step < 300; step += 1) {
        const column = columns[Math.floor(step / 12) % columns.length];
        if (isDragging && column) {
          fire(column, 'dragenter');
          fire(column, 'dragover', step % 12);
        }
        const now = await next();
        taken.push(now - before);
        before = now;
      }
      if (isDragging) fire(tile, 'dragend');
      return taken;
    }, dragging);
  const idle = share(await frames(false));
  const busy = share(await frames(true));
  return [
    row({
      name: 'frames over 32 ms while a card is dragged over the board, of 300',
      value: busy,
      unit: '%',
      baseline: { name: 'while nothing happens', value: Math.max(idle, 0.1) },
      atMost: { value: 2 },
    }),
  ];
}

function share(frames: readonly number[]): number {
  return (100 * frames.filter((time) => time > 32).length) / frames.length;
}

/** A block of either list at places all over it, taking turns. */
async function list(): Promise<Row[]> {
  const now = new Date().toISOString();
  const filter = { ...noDealFilter, funnelId: DEFAULT_FUNNEL_ID };
  const asked = await page.evaluate(
    async ({ clients, deals, total }) => {
      const taken = { clients: [] as number[], deals: [] as number[] };
      for (let at = 0; at < 80; at += 1) {
        const offset = (at * 7919 * 50) % total;
        for (const [kind, name, input] of [
          ['clients', 'clients.window', clients],
          ['deals', 'deals.window', deals],
        ] as const) {
          const began = performance.now();
          await window.crm.call(name, { ...input, offset, limit: 50 });
          taken[kind].push(performance.now() - began);
        }
      }
      return taken;
    },
    {
      clients: { filter: noClientFilter, sort: { field: 'name', descending: false } },
      deals: { filter, sort: 'createdAt', descending: true, now, today: now.slice(0, 10) },
      total: size.deals,
    },
  );
  return [
    row({
      name: 'a block of the list of 100,000 deals, anywhere in it, p95 of 80',
      value: percentile(asked.deals, 0.95),
      unit: 'ms',
      baseline: {
        name: 'a block of the list of 100,000 clients, p95',
        value: percentile(asked.clients, 0.95),
      },
      atMost: { ratio: 1.1 },
    }),
  ];
}
