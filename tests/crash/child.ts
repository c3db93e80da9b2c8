import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { type DataService, openService } from '../../src/main/data/service';
import { idAt, packBatch } from '../../src/main/import/batch';
import { finishSwap, listCopies, makeRoom, swapDatabase } from '../../src/main/store/backup-files';
import { makeCopy, prepareDatabase, sealCopy } from '../../src/main/store/backups';
import { localUserId } from '../../src/shared/app/contract';
import { copyName } from '../../src/shared/backups/backup-name';
import type { BackupOrigin } from '../../src/shared/backups/contract';
import type { ImportedClient } from '../../src/shared/import/fields';
import { clientFields } from '../../src/shared/import/records';
import type { SyncStatus } from '../../src/shared/sync/contract';
import { openThings } from './migration';
import { backupsOf, baseOf, type JournalLine, journalOf, type Order, randomOf } from './orders';

const order = (isMainThread ? JSON.parse(process.argv[2] ?? '{}') : workerData) as Order;
const { folder, encryptionKey, life } = order;
const databasePath = baseOf(folder);
const base = { path: databasePath, encryptionKey };
const random = randomOf(order.seed);
const deviceId = 'c0a50000-0000-4000-8000-000000000000';
const session = {
  userId: localUserId(deviceId),
  userName: 'Анна Смирнова',
  deviceId,
  deviceName: 'harness',
  series: 'Н-ТЕСТ',
};
const origin: BackupOrigin = {
  madeAt: new Date().toISOString(),
  deviceId,
  deviceName: 'harness',
  userName: session.userName,
  appVersion: '0',
  demo: false,
  account: null,
};

let journal = 0;
/** Told to the parent through a file of its own: what the store acknowledged is on the disk before the next edit. */
function note(line: JournalLine, force: boolean): void {
  writeSync(journal, `${JSON.stringify(line)}\n`);
  if (force) fsyncSync(journal);
}
const ready = () => note({ say: 'ready', collection: '', ids: [], field: '', value: '' }, true);

let status: SyncStatus | undefined;
async function open(): Promise<DataService> {
  return openService(
    {
      databasePath,
      encryptionKey,
      resources: join(process.cwd(), 'resources'),
      version: '0.0.0',
      session,
      changes: undefined as never,
    },
    {
      changed: () => {},
      publish: (name, value) => {
        if (name === 'sync.status') status = value as SyncStatus;
      },
      tell: () => {},
      log: (level, message) => process.stderr.write(`${level}: ${message}\n`),
    },
  );
}

/** One edit after another: new clients, changes of known ones, notes and tasks. */
async function write(service: DataService, until: () => boolean, breath = 0): Promise<void> {
  const known: string[] = [];
  for (let edit = 0; until(); edit += 1) {
    const value = `${life}.${edit}`;
    const id = known[Math.floor(random() * known.length)];
    const kind = random();
    const attempt = async (
      line: Pick<JournalLine, 'collection' | 'ids' | 'field'>,
      name: string,
      input: unknown,
    ) => {
      note({ ...line, say: 'trying', value }, false);
      const answer = (await service.command(name, input)) as { readonly id: string } | null;
      const ids = answer?.id ? [answer.id] : line.ids;
      note({ ...line, ids, say: 'acknowledged', value }, true);
      return ids[0] ?? '';
    };
    if (id === undefined || kind < 0.3) {
      const made = await attempt({ collection: 'clients', ids: [], field: 'about' }, 'clients.create', {
        patch: { name: `ООО «Живучесть ${value}»`, kind: 'company', about: value },
      });
      known.push(made);
    } else if (kind < 0.7) {
      await attempt({ collection: 'clients', ids: [id], field: 'about' }, 'clients.change', {
        id,
        patch: { about: value },
      });
    } else if (kind < 0.85) {
      await attempt({ collection: 'notes', ids: [], field: 'text' }, 'notes.create', {
        patch: { clientId: id, text: value },
      });
    } else {
      await attempt({ collection: 'tasks', ids: [], field: 'comment' }, 'tasks.create', {
        patch: { clientId: id, title: 'Перезвонить', comment: value, dueDate: '2026-03-10' },
      });
    }
    if (breath > 0) await pause(breath);
  }
}

const deeds: Readonly<Record<Order['action'], () => Promise<void>>> = {
  async write() {
    const service = await open();
    ready();
    await write(service, () => true);
  },
  async import() {
    const service = await open();
    ready();
    const importId = await service.calls['import.begin']({ fileName: 'a.csv', format: 'csv' });
    for (let index = 0; ; index += 1) {
      const clients = Array.from({ length: 200 }, (_, row) => ({
        id: idAt(importId, index * 200 + row),
        fields: clientFields(
          { ...emptyRow, name: `ООО «Импорт ${life}.${index}.${row}»`, city: 'Тула' },
          { ownerId: session.userId, tag: '' },
        ),
      }));
      const line = { collection: 'clients', ids: clients.map(({ id }) => id), field: '', value: '' } as const;
      await service.calls['import.write'](
        packBatch({ importId, index, clients, contacts: [], additions: [] }),
      );
      note({ ...line, say: 'acknowledged' }, true);
    }
  },
  async backup() {
    const service = await open();
    // The copier works on a connection and a thread of its own, as the maintenance does in a process of its own.
    const copier = new Worker(new URL(import.meta.url), { workerData: order });
    copier.on('error', (error) => process.stderr.write(`${error.stack}\n`));
    ready();
    await write(service, () => true);
  },
  async restore() {
    finishSwap(databasePath);
    const service = await open();
    ready();
    const end = Date.now() + 60;
    await write(service, () => Date.now() < end);
    await service.calls.close(null);
    // A connection holds its file until its statements are collected; the program ends its threads instead.
    await letGo();
    for (let pullPriority = 0; ; pullPriority += 1) {
      const [newest] = listCopies(backupsOf(folder)).filter(({ kind }) => kind === 'manual');
      if (!newest) throw new Error('no copy to restore');
      const target = { path: makeRoom(databasePath), encryptionKey };
      prepareDatabase({ source: { path: newest.path, encryptionKey }, target, forgetServer: false });
      await letGo();
      sealCopy(base, origin);
      const keepAs = join(
        backupsOf(folder),
        copyName('before-restore', new Date(2026, 0, 1, 0, life, pullPriority)),
      );
      swapDatabase(databasePath, keepAs);
    }
  },
  async 'migrate-schema'() {
    ready();
    const database = await openThings(databasePath, encryptionKey, 1);
    note({ say: 'done', collection: '', ids: [], field: '', value: '' }, true);
    await database.close();
  },
  async 'migrate-layout'() {
    ready();
    const service = await open();
    await write(service, () => true);
  },
  async sync() {
    const service = await open();
    await connect(service);
    ready();
    await write(service, () => true, 5);
  },
  async drain() {
    const service = await open();
    await connect(service);
    while (!(status?.phase === 'online' && status.unsent === 0)) await pause(100);
    await service.calls.close(null);
    note({ say: 'done', collection: '', ids: [], field: '', value: '' }, true);
  },
};

async function letGo(): Promise<void> {
  for (let pullPriority = 0; pullPriority < 3; pullPriority += 1) {
    (globalThis as { gc?: () => void }).gc?.();
    await pause(5);
  }
}

async function connect(service: DataService): Promise<void> {
  const { url, login, password } = order.server ?? { url: '', login: '', password: '' };
  const device = { id: deviceId, name: 'harness' };
  const signedIn = await service.calls['sync.signIn']({
    server: url,
    login,
    password,
    device,
  });
  await service.calls.session({ ...session, userId: signedIn.user.id, series: signedIn.series });
  await service.calls['sync.start']({
    server: url,
    login,
    workspace: signedIn.workspace,
    token: signedIn.token,
  });
}

const emptyRow: ImportedClient = {
  ...{ kind: 'company', name: '', fullName: '', inn: '', kpp: '', ogrn: '', phones: [], emails: [] },
  ...{ address: '', city: '', region: '', postalCode: '', site: '', tags: [], status: '', source: '' },
  ...{ responsible: '', notes: '', bik: '', bankName: '', corrAccount: '', account: '', birthday: '' },
};

/** Copies the database until the process is killed. */
function copyForever(): void {
  mkdirSync(backupsOf(folder), { recursive: true });
  for (let pullPriority = 0; ; pullPriority += 1) {
    makeCopy(
      base,
      backupsOf(folder),
      copyName('manual', new Date(2026, 0, 1, 0, life, pullPriority)),
      origin,
    );
    // The disk of a test machine is small: two copies of a life prove as much as twenty.
    if (readdirSync(backupsOf(folder)).length > 200) return;
  }
}

if (isMainThread) {
  if (!existsSync(join(folder, 'base'))) mkdirSync(join(folder, 'base'), { recursive: true });
  journal = openSync(journalOf(folder), 'a');
  await deeds[order.action]();
  closeSync(journal);
  process.exit(0);
} else copyForever();
