import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportThreadCalls, ImportThreadNews } from '../../src/main/import/protocol';
import type { RunInput } from '../../src/main/import/run';
import { Thread } from '../../src/main/threads/thread';
import { workerEnd } from '../../src/main/threads/worker';
import { mappingOf } from '../../src/shared/import/fields';
import { type Device, deviceKey } from '../../tests/support/device';

/** As many rows as a table that somebody has kept for years. */
const ROWS = 2500;

/** A dry run and an import of 2,500 rows by the import thread, as «Импорт» does both. */
export async function importTimes(device: Device): Promise<[name: string, ms: number][]> {
  const path = join(dirname(device.databasePath), 'clients.csv');
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const digits = String(row).padStart(7, '0');
    return `ООО «Замер ${row}»;+7 499 ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)};Москва;m${row}@example.ru;Перезвонить в ${row % 24} часов`;
  });
  writeFileSync(path, ['Название;Телефон;Город;E-mail;Комментарий', ...lines, ''].join('\r\n'));
  const start = { databasePath: device.databasePath, encryptionKey: deviceKey };
  const thread = new Thread<ImportThreadCalls, ImportThreadNews>(
    workerEnd(new URL('../../out/main/import.js', import.meta.url), 'import', start),
    'import',
    {
      news: {
        progress: () => {},
        write: ({ seq, bytes }) =>
          void device
            .internal('import.write', bytes)
            .then((value) => thread.call('written', { seq, result: { ok: true, value } })),
      },
      log: (_level, message) => console.error(message),
      ended: () => {},
    },
  );
  try {
    const { mapping } = await thread.ask('analyse', { path, encoding: '', delimiter: '' });
    const plan: RunInput['plan'] = {
      ...{ fileId: '', encoding: '', delimiter: '', ownerId: '', tag: '' },
      mapping: mappingOf(mapping),
      duplicates: 'skip',
    } as never;
    const run = async (importId: string): Promise<number> => {
      const from = performance.now();
      const { outcome, counts } = await thread.ask('run', {
        path,
        plan,
        importId,
        language: 'ru',
      });
      if (outcome !== 'finished' || counts.rows !== ROWS) throw new Error(`the import ${outcome}`);
      return performance.now() - from;
    };
    await run('');
    const dry = await run('');
    const id = await device.internal('import.begin', { fileName: 'clients.csv', format: 'csv' });
    const whole = await run(id);
    return [
      ['import of 2,500 rows: the dry run', dry],
      ['import of 2,500 rows: the import', whole],
      ['import of 2,500 rows: both', dry + whole],
    ];
  } finally {
    await thread.stop();
    rmSync(path);
  }
}
