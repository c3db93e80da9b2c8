import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataContext } from '../../src/main/data/context';
import { openStore } from '../../src/main/data/open-store';
import { RecordStore } from '../../src/main/data/records';
import { parseRecord, table } from '../../src/main/reader/reader';
import { fillSearchWords } from '../../src/main/store/search-index';
import { storageHandle } from '../../src/main/store/sqlite-storage';
import { localUserId, type Session } from '../../src/shared/app/contract';
import type { BusinessDocument } from '../../src/shared/documents/schema';
import { deviceKey, openDevice } from '../../tests/support/device';
import { addEveryday, ids } from '../../tests/support/everyday/base';

const deviceId = '00000000-0000-4000-8000-000000000001';

/** Whoever works in a database of the growth table. */
export const session: Session = {
  userId: localUserId(deviceId),
  userName: 'Анна Смирнова',
  deviceId,
  deviceName: 'Замер',
  series: 'А1',
};

/** Changed when the databases below get another content: older ones are then made anew. */
const VERSION = 2;
const BATCH = 1000;

/**
 * The folder of a database with so many clients and, for each, three contacts, ten calls and one document, for every third a deal, made once and
 * kept in the cache: nothing may be written into it.
 */
export async function growthDatabase(cache: string, clients: number): Promise<string> {
  const folder = join(cache, `base-${VERSION}-${clients}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const device = await openDevice(session.deviceName, { folder: making, deviceId, session });
  await device.command('app.fillDemo', { clients });
  await device.stop();
  await addMore(join(making, 'kartoteka.db'), clients);
  renameSync(making, folder);
  return folder;
}

/** What the made-up records lack. */
async function addMore(databasePath: string, clients: number): Promise<void> {
  const now = () => new Date().toISOString();
  const store = await openStore({
    databasePath,
    encryptionKey: deviceKey,
    present: () => ({ at: now(), userId: session.userId, device: session.deviceName }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  const { db } = storageHandle(databasePath);
  const records = new RecordStore(store.collections, () => session, now);
  const context: DataContext = {
    records,
    db,
    session: () => session,
    now,
    publish: () => {},
    changed: () => {},
    resources: fileURLToPath(new URL('../../resources', import.meta.url)),
  };
  await moreDocuments(context, clients);
  await addEveryday(context);
  await fillSearchWords(db, async () => {});
  await store.close();
}

/** Made-up clients have fewer documents than the table asks for: more of the same, in a series of another device. */
async function moreDocuments(context: DataContext, wanted: number): Promise<void> {
  const { db, records } = context;
  const posted = ids(context, 'documents', "c_status <> 'draft'");
  const missing = wanted - ids(context, 'documents').length;
  for (let at = 0; at < missing; at += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, missing - at) }, (_, place) => {
      const from = posted[(at + place) % posted.length] ?? '';
      const [data] = db.get(`SELECT data FROM ${table('documents')} WHERE id = ?`, [from]) ?? [];
      const { id, _rev, _meta, _attachments, _deleted, ...own } = parseRecord<
        BusinessDocument & Record<string, unknown>
      >(data);
      const series = `Б${1 + Math.floor((at + place) / posted.length)}`;
      const number = own.number.replace(/^[^-]*/, series);
      return records.stamped<'documents'>({ ...own, number, series } as never, {});
    });
    await records.insertMany('documents', some);
  }
}
