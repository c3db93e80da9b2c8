import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { ImportFile, ImportRunRow } from '../../src/shared/import/contract';

/** Clients and deals of the base, and how many of the deals are open. */
export const size = { clients: 100_000, deals: 100_000, open: 5000 } as const;

const open = ['Новый запрос', 'Квалификация', 'КП отправлено', 'Переговоры', 'Договор', 'Счёт выставлен'];

/** Fills a fresh profile by the program's own import: a file of clients, and one of deals that names them. */
export async function fill(app: ElectronApplication, page: Page, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.getByLabel('Как вас зовут').fill('Анна Смирнова');
  await page.getByRole('button', { name: 'Пустая база' }).click();
  await page.getByRole('navigation').waitFor();
  const clients = Array.from({ length: size.clients }, (_, at) => `Компания ${at};Город ${at % 500}`);
  await load(app, page, join(folder, 'clients.csv'), ['Название;Город', ...clients]);
  const deals = Array.from({ length: size.deals }, (_, at) => {
    const isOpen = at % (size.deals / size.open) === 0;
    const stage = isOpen ? open[(at / 20) % open.length] : at % 2 === 0 ? 'Оплачено' : 'Отказ';
    const day = `${String(1 + (at % 28)).padStart(2, '0')}.${String(1 + (at % 12)).padStart(2, '0')}.2026`;
    return `Сделка ${at};Компания ${(at * 7) % size.clients};${1000 + (at % 900_000)};${stage};${day}`;
  });
  await load(app, page, join(folder, 'deals.csv'), [
    'Название сделки;Компания;Сумма;Этап сделки;Дата закрытия',
    ...deals,
  ]);
  rmSync(folder, { recursive: true, force: true });
}

async function load(
  app: ElectronApplication,
  page: Page,
  path: string,
  lines: readonly string[],
): Promise<void> {
  if (!existsSync(path)) writeFileSync(path, lines.join('\n'));
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
  }, path);
  await page.evaluate(async () => {
    const picked = await window.crm.call('import.pick', {});
    const { fileId, encoding, delimiter, kind, mapping } = picked.value as ImportFile;
    await window.crm.call('import.run', {
      ...{ fileId, encoding, delimiter, kind, mapping, duplicates: 'create', possible: 'create' },
      ...{ ownerId: '', tag: '' },
    });
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const [run] = (await window.crm.call('import.history', {})).value as ImportRunRow[];
      if (run && run.state !== 'running') {
        if (run.state !== 'done') throw new Error(`the import ended as ${run.state}`);
        break;
      }
    }
    await window.crm.call('import.leave', {});
  });
}
