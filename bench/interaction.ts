import type { Page } from '@playwright/test';
import { percentile, type Row, row } from './measure';

type Bridge = {
  call: (name: string, input: unknown) => Promise<{ ok: boolean; value: never }>;
  watch: (
    name: string,
    input: unknown,
    listener: (pushed: { whole?: string; patch?: string }) => void,
  ) => () => void;
};
declare global {
  interface Window {
    readonly crm: Bridge;
    sinceKey?: Promise<number>;
  }
}

/** What people type: beginnings of names, phone fragments, an ИНН, words of a comment. */
const searches = [
  'ромаш',
  'иванов',
  'строй',
  '495',
  'петрова а',
  '7701',
  'договор',
  'сервис плюс',
  'кузнец',
  '912',
];

/**
 * Arms a stopwatch in the page: from the next key's own time stamp to the frame after the watched part changed.
 * Reading it waits for that frame.
 */
async function armStopwatch(page: Page, selector: string): Promise<void> {
  await page.evaluate((watched) => {
    window.sinceKey = new Promise((resolve) => {
      let pressedAt = 0;
      // A Cyrillic letter arrives as text without a key of its own.
      for (const kind of ['keydown', 'beforeinput']) {
        addEventListener(
          kind,
          (event) => {
            if (pressedAt === 0) pressedAt = event.timeStamp;
          },
          { capture: true, once: true },
        );
      }
      const observer = new MutationObserver(() => {
        if (pressedAt === 0 || !document.querySelector(watched)) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now() - pressedAt);
          channel.port2.postMessage(null);
        });
      });
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
  }, selector);
}

const readStopwatch = (page: Page) =>
  page.evaluate(() =>
    Promise.race([
      window.sinceKey ?? 0,
      new Promise<number>((resolve) => setTimeout(() => resolve(-1), 5000)),
    ]),
  );

/** Key press to echo in an otherwise empty page: what the runtime itself needs. */
export async function plainEcho(page: Page): Promise<number> {
  const times: number[] = [];
  await page.getByLabel('field').focus();
  for (let i = 0; i < 40; i += 1) {
    await armStopwatch(page, 'output');
    await page.keyboard.press('a');
    times.push(await readStopwatch(page));
  }
  return percentile(times, 0.95);
}

/** Key press to the painted results of the text that is in the field then. */
export async function search(page: Page, echo: number): Promise<Row[]> {
  const times: number[] = [];
  const field = page.getByRole('combobox', { name: 'Поиск' });
  for (const text of searches) {
    await field.focus();
    await field.fill('');
    for (const [place, letter] of [...text].entries()) {
      // A space alone asks for nothing new.
      if (letter === ' ') {
        await page.keyboard.type(letter);
        continue;
      }
      // The list of the text before stands until the new answer is painted: only that of this very text stops the watch.
      const answers = JSON.stringify(text.slice(0, place + 1));
      await armStopwatch(page, `[role="listbox"][data-answers=${answers}] [role="option"]`);
      await page.keyboard.type(letter);
      const time = await readStopwatch(page);
      if (time >= 0) times.push(time);
      await page.waitForTimeout(120);
    }
    await page.keyboard.press('Escape');
  }
  return [
    row({
      name: `key press to the painted results of what was typed, p95 of ${times.length}`,
      value: percentile(times, 0.95),
      unit: 'ms',
      baseline: { name: 'key press to echo in a blank page, p95', value: echo },
      atMost: { value: 50 },
    }),
  ];
}

/** What one trip to main and back costs without any work: the floor of everything asked. */
export async function roundTrip(page: Page): Promise<number> {
  const times = await page.evaluate(async () => {
    const taken: number[] = [];
    for (let i = 0; i < 200; i += 1) {
      const from = performance.now();
      await window.crm.call('users.list', {});
      taken.push(performance.now() - from);
    }
    return taken;
  });
  return percentile(times, 0.95);
}

/** Enter on a row to the painted card with its timeline. */
export async function openCards(page: Page, trip: number): Promise<Row[]> {
  const times: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    await page.getByRole('link', { name: 'Клиенты', exact: true }).click();
    const grid = page.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('Home');
    for (let down = 0; down < i; down += 1) await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(150);
    await armStopwatch(page, 'article, [role="article"]');
    await page.keyboard.press('Enter');
    const time = await readStopwatch(page);
    if (time >= 0) times.push(time);
  }
  return [
    row({
      name: `opening a card, p95 of ${times.length}`,
      value: percentile(times, 0.95),
      unit: 'ms',
      baseline: { name: 'one trip to the reader and back, p95', value: trip },
      atMost: { value: 100 },
    }),
  ];
}

/** How the list is scrolled: a step is pixels, or a share of the whole list. */
const scrolls = [
  { name: 'by the wheel, 6 rows a frame', frames: 600, pixels: 240, share: 0 },
  { name: 'by its bar, through all of it', frames: 300, pixels: 0, share: 1 / 300 },
] as const;

/**
 * Every frame of a scroll: how long the blocks of rows that the grid itself asks for are on their way, until the page
 * has them. A block that was scrolled past before it came counts with the time it was waited for.
 */
export async function scrollList(page: Page, trip: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scroll of scrolls) {
    await page.getByRole('link', { name: 'Сегодня', exact: true }).click();
    await page.getByRole('link', { name: 'Клиенты', exact: true }).click();
    await page.getByRole('grid').getByRole('row').nth(5).waitFor();
    await page.waitForTimeout(1000);
    const times = await page.evaluate(async ({ frames, pixels, share }) => {
      const taken: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName('rows-asked')) taken.push(entry.duration);
      });
      observer.observe({ type: 'measure' });
      const grid = document.querySelector('[role="grid"]');
      if (!grid) return [];
      const whole = grid.scrollHeight - grid.clientHeight;
      for (let frame = 1; frame <= frames; frame += 1) {
        grid.scrollTop = pixels > 0 ? frame * pixels : frame * share * whole;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      observer.disconnect();
      return taken;
    }, scroll);
    rows.push(
      row({
        name: `scrolling the list ${scroll.name}: a frame's data request, p95 of ${times.length}`,
        value: percentile(times, 0.95),
        unit: 'ms',
        baseline: { name: 'one trip to the reader and back, p95', value: trip },
        atMost: { value: 30 },
      }),
    );
  }
  return rows;
}

/** A saved edit in one window to its value in another. */
export async function editToOtherWindow(page: Page, other: Page, trip: number): Promise<Row[]> {
  const filter = {
    text: '',
    kinds: [],
    statuses: [],
    ownerId: '',
    tag: '',
    city: '',
    archived: false,
    importId: '',
  };
  const id = await page.evaluate(async (all) => {
    const list = await window.crm.call('clients.window', {
      filter: all,
      sort: { field: 'name', descending: false },
      offset: 10,
      limit: 1,
    });
    return (list.value as { rows: { id: string }[] }).rows[0]?.id ?? '';
  }, filter);
  const times: number[] = [];
  for (let i = 0; i < 60; i += 1) {
    const mark = `bench ${i} ${Date.now()}`;
    const seen = other.evaluate(
      ([client, about]) =>
        new Promise<number>((resolve) => {
          const end = window.crm.watch('clients.card', { id: client }, ({ whole, patch }) => {
            // The whole answer first, then what differs: either way as text.
            if (!(whole ?? patch)?.includes(about)) return;
            end();
            resolve(performance.timeOrigin + performance.now());
          });
        }),
      [id, mark] as const,
    );
    await page.waitForTimeout(30);
    const from = await page.evaluate(
      async ([client, about]) => {
        const at = performance.timeOrigin + performance.now();
        await window.crm.call('clients.change', { id: client, patch: { about } });
        return at;
      },
      [id, mark] as const,
    );
    times.push((await seen) - from);
  }
  return [
    row({
      name: 'an edit to its appearance in a second window, p95',
      value: percentile(times, 0.95),
      unit: 'ms',
      baseline: { name: 'one trip to the reader and back, p95', value: trip },
      atMost: { value: 60 },
    }),
  ];
}
