import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { type Row, row } from './measure';

const clients = 100_000;

async function writeClients(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('Название;Телефон;Город;E-mail\r\n');
  for (let i = 0; i < clients; i += 1) {
    const digits = String(i).padStart(7, '0');
    const line = `ООО «Замер ${i}»;+7 499 ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)};Москва;m${i}@example.ru\r\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** The main process's event loop while 100,000 clients come in by «Импорт». */
export async function importLoad(app: ElectronApplication, page: Page): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-import-'));
  try {
    const file = join(folder, 'clients.csv');
    await writeClients(file);
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, file);
    const quiet = await loopDelay(app, async () => page.waitForTimeout(5000));
    const busy = await loopDelay(app, () => runImport(page));
    return [
      row({
        name: "main's event loop while 100,000 clients are imported, p99",
        value: busy,
        unit: 'ms',
        baseline: { name: 'the idle app, p99', value: quiet },
        atMost: { value: 10 },
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runImport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Импорт', exact: true }).click();
  await page.getByRole('button', { name: 'Выбрать файл' }).first().click();
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByRole('button', { name: /^Импортировать/ }).click({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Показать клиентов' }).waitFor({ timeout: 600_000 });
}

/** p99 of the delay of main's event loop, beyond the sampling interval, while `work` runs. */
async function loopDelay(app: ElectronApplication, work: () => Promise<void>): Promise<number> {
  await app.evaluate(async () => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    (globalThis as { loop?: typeof histogram }).loop = histogram;
  });
  await work();
  return app.evaluate(() => {
    const { loop } = globalThis as { loop?: { disable: () => void; percentile: (share: number) => number } };
    loop?.disable();
    // The timer itself fires a millisecond late at best.
    return Math.max(0.01, (loop?.percentile(99) ?? 0) / 1e6 - 1);
  });
}
