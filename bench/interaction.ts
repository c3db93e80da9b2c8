import type { Page } from '@playwright/test';
import { percentile, type Row, row } from './measure';

type Bridge = {
  call: (name: string, input: unknown) => Promise<{ ok: boolean; value: never }>;
  watch: (name: string, input: unknown, listener: (result: unknown) => void) => () => void;
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

/** Key press to painted search results. */
export async function search(page: Page, echo: number): Promise<Row[]> {
  const times: number[] = [];
  const field = page.getByRole('combobox', { name: 'Поиск' });
  for (const text of searches) {
    await field.focus();
    await field.fill('');
    for (const letter of text) {
      await armStopwatch(page, '[role="option"]');
      await page.keyboard.type(letter);
      const time = await readStopwatch(page);
      if (time >= 0) times.push(time);
      await page.waitForTimeout(120);
    }
    await page.keyboard.press('Escape');
  }
  return [
    row({
      name: `key press to painted search results, p95 of ${times.length}`,
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

/** Every frame of a scroll through the whole list: how long its rows take to come. */
export async function scrollList(page: Page, trip: number): Promise<Row[]> {
  await page.getByRole('link', { name: 'Клиенты', exact: true }).click();
  const times = await page.evaluate(async () => {
    const filter = { text: '', kinds: [], statuses: [], ownerId: '', tag: '', city: '', archived: false };
    const ask = (offset: number) =>
      window.crm.call('clients.window', {
        filter,
        sort: { field: 'name', descending: false },
        offset,
        limit: 100,
      });
    const first = (await ask(0)) as unknown as { value: { total: number } };
    const { total } = first.value;
    const grid = document.querySelector('[role="grid"]');
    const taken: number[] = [];
    for (let frame = 0; frame < 300; frame += 1) {
      const share = frame / 300;
      grid?.scrollTo({ top: share * (grid.scrollHeight - grid.clientHeight) });
      const from = performance.now();
      await ask(Math.floor((share * total) / 50) * 50);
      taken.push(performance.now() - from);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return taken;
  });
  return [
    row({
      name: "scrolling the list: a frame's data request, p95",
      value: percentile(times, 0.95),
      unit: 'ms',
      baseline: { name: 'one trip to the reader and back, p95', value: trip },
      atMost: { value: 30 },
    }),
  ];
}

/** A saved edit in one window to its value in another. */
export async function editToOtherWindow(page: Page, other: Page, trip: number): Promise<Row[]> {
  const filter = { text: '', kinds: [], statuses: [], ownerId: '', tag: '', city: '', archived: false };
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
          const end = window.crm.watch('clients.card', { id: client }, (result) => {
            const card = result as { value: { client: { about: string } } };
            if (card.value.client.about !== about) return;
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
