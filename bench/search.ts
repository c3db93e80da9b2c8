import type { Page } from '@playwright/test';
import { hitKinds } from '../src/shared/search/contract';
import { percentile, type Row, row } from './measure';

/** What people type, by what makes it found. Every beginning of every text is a keystroke and is measured. */
const typed: Readonly<Record<string, readonly string[]>> = {
  'names as they are written': ['ромашка', 'иванов', 'строй', 'петрова а', 'сервис плюс', 'александр кузнец'],
  'phones, ИНН, numbers': ['8 (912) 345', '+7 495 12', '7701234', '912345', 'а1-00012'],
  'words of calls, tasks, notes, documents': [
    'договор',
    'перезвонить в',
    'стеллажи',
    'согласовать доставку',
    'счет на оплату',
    'mail.ru',
  ],
  'the other keyboard layout': ['bdfyjd', 'hjvfirf', 'cnhjq', 'gtnhjdf f'],
  'the other alphabet': ['ivanov', 'aleksandr', 'stroyservis', 'konstantin'],
  'what is pasted': [
    'иванов 912-34',
    'тел. 8 (912) 345-67-89 доб. 12',
    'ИНН 7701234',
    'счёт ромашка',
    'Оплата по счёту № А1-000123 от 01.03.2026',
    '14.02.2026',
  ],
  'one wrong letter, other forms': ['ивонов', 'ромашкв', 'стелажи', 'стеллажами', 'договр'],
};

const beginnings = (text: string) =>
  Array.from({ length: text.length }, (_, place) => text.slice(0, place + 1)).filter(
    (part) => part === part.trim(),
  );

/**
 * The time of a whole answer to every keystroke of typical queries.
 * @param ask answers one text and says how many milliseconds that took
 */
export async function searchRows(
  ask: (text: string) => Promise<number> | number,
  baseline: { readonly name: string; readonly value: number },
): Promise<Row[]> {
  const all: number[] = [];
  const rows: Row[] = [];
  for (const [what, texts] of Object.entries(typed)) {
    const times: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const text of texts.flatMap(beginnings)) {
        const time = await ask(text);
        // In the first round pages of the file come into memory, as they have when someone works.
        if (round > 0) times.push(time);
      }
    }
    all.push(...times);
    rows.push(row({ name: `search: ${what}, p95`, value: percentile(times, 0.95), unit: 'ms', baseline }));
  }
  return [
    row({
      name: `search: a keystroke's answer, p50 of ${all.length}`,
      value: percentile(all, 0.5),
      unit: 'ms',
      baseline,
    }),
    row({
      name: `search: a keystroke's answer, p95 of ${all.length}`,
      value: percentile(all, 0.95),
      unit: 'ms',
      baseline,
      atMost: { value: 10 },
    }),
    ...rows,
  ];
}

/** The same asked from the window of the real app: the way to the reader thread and back is in it. */
export async function searchAnswers(page: Page, trip: number): Promise<Row[]> {
  const ask = (text: string) =>
    page.evaluate(
      async ([asked, kinds]) => {
        const input = { text: asked, kinds, limit: 24 };
        const from = performance.now();
        const result = await window.crm.call('search.find', input);
        const took = performance.now() - from;
        return { took, found: (result.value as { hits: unknown[] }).hits.length };
      },
      [text, [...hitKinds]] as const,
    );
  // A database from before the table of words gathers it first, the words of tasks last.
  for (let tries = 0; tries < 300 && (await ask('поздравитт')).found === 0; tries += 1) {
    await page.waitForTimeout(100);
  }
  return searchRows(async (text) => (await ask(text)).took, {
    name: 'one trip to the reader and back, p95',
    value: trip,
  });
}
