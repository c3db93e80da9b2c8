import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataService, openService } from '../../../src/main/data/service';
import type { BackupOrigin } from '../../../src/shared/backups/contract';

export const key = '5'.repeat(64);
export const otherKey = '7'.repeat(64);

export const origin: BackupOrigin = {
  madeAt: '2026-03-10T09:00:00.000Z',
  deviceId: 'device-0001',
  deviceName: 'ПК Анны',
  userName: 'Анна Смирнова',
  appVersion: '0.1.0',
  demo: false,
  account: null,
};

/** A folder with a space and Cyrillic in its name, gone after the test. */
export function scratch(): { readonly folder: string; readonly base: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'картотека копии '));
  return {
    folder,
    base: join(folder, 'kartoteka.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The data thread's own code over a file, as the program opens it. */
export function openTestService(
  databasePath: string,
  encryptionKey = key,
  version = '0.1.0',
): Promise<DataService> {
  const deviceId = 'device-0001';
  return openService(
    {
      ...{ databasePath, encryptionKey, version, resources: 'resources' },
      session: {
        ...{ userId: `local-${deviceId}`, userName: 'Анна Смирнова', deviceId, deviceName: 'ПК Анны' },
        series: 'Н-ТЕСТ',
      },
      changes: undefined as never,
    },
    { changed: () => {}, publish: () => {}, tell: () => {}, log: () => {} },
  );
}

export const close = (service: DataService) => service.calls.close(null);

export const create = async (service: DataService, name: string, about = ''): Promise<string> =>
  ((await service.command('clients.create', { patch: { name, kind: 'company', about } })) as { id: string })
    .id;

/** A closed database with so many clients, each with a note; answers the clients' ids. */
export async function filledDatabase(path: string, count: number): Promise<string[]> {
  const service = await openTestService(path);
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await create(service, `ООО «Ромашка ${n}»`, 'Поставляем цветы. '.repeat(20));
    await service.command('notes.create', { patch: { clientId: id, text: `Заметка ${n}` } });
    ids.push(id);
  }
  await close(service);
  return ids;
}

/** Turns one bit in each of so many places of a file, beginning at an offset. */
export function flipBits(path: string, places: number, random: () => number, from = 0): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  for (let place = 0; place < places; place += 1) {
    const at = from + Math.floor(random() * (size - from));
    readSync(file, byte, 0, 1, at);
    byte[0] = (byte[0] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeSync(file, byte, 0, 1, at);
  }
  closeSync(file);
}
