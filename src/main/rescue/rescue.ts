import type { RescuedKind, RescueReport } from '@shared/backups/contract';
import { type CollectionName, collectionNames } from '@shared/collections';
import { openStore } from '../data/open-store';
import { copyWithHead, HEAD_BYTES, PAGE_BYTES, removeDatabase } from '../store/backup-files';
import type { DatabaseFile } from '../store/backups';
import { refuseNewer, tableVersions } from '../store/inspect';
import { doubtTexts } from '../store/mend-database';
import { migrateRecord } from '../store/migrate-record';
import { resumeSearch, suspendSearch } from '../store/search-index';
import { type StoreHandle, storageHandle, tableName } from '../store/sqlite-storage';
import { type Database, openDatabase } from '../store/sqlite-storage/adapter';
import { type DamagedRow, readDamaged } from './damaged-rows';
import { keptTables, metaTables } from './side-tables';

/** Under this key a rescued base lists the records with signs of damage, a JSON array of ids for each collection. */
export const doubtfulKey = (name: CollectionName) => `doubtful:${name}`;

const BATCH = 500;

export interface Rescue {
  readonly damaged: DatabaseFile;
  /** Where the sound base is made; whatever stands there goes. */
  readonly target: DatabaseFile;
  readonly progress: (read: number) => void;
}

/**
 * Saves what can be read of a damaged database into a new one, table by table and row by row. The damaged file is only
 * read. Search, indexes and computed columns are built anew from the documents; what replication assumes of the
 * server is kept, but not how far it had come, so that it compares everything once more.
 * @returns what was saved and lost of each kind; null when nothing at all can be read
 */
export async function rescueDatabase({ damaged, target, progress }: Rescue): Promise<RescueReport | null> {
  removeDatabase(target.path);
  const withHead = `${target.path}.head-tried`;
  removeDatabase(withHead);
  // As it is; with the first page kept of it; with all pages kept, some of which may be older than the rest.
  const source =
    open(damaged) ??
    openWithHead(damaged, withHead, PAGE_BYTES) ??
    openWithHead(damaged, `${withHead}-all`, HEAD_BYTES);
  if (!source) return null;
  try {
    const report = await fill(source, target, progress);
    const nothing = Object.values(report).every(({ saved }) => saved === 0);
    if (!nothing) return report;
    removeDatabase(target.path);
    return null;
  } finally {
    source.close();
    removeDatabase(withHead);
    removeDatabase(`${withHead}-all`);
  }
}

function openWithHead(damaged: DatabaseFile, path: string, bytes: number): Database | undefined {
  const copied = attempt(() => copyWithHead(damaged.path, path, bytes));
  return copied ? open({ path: copied, encryptionKey: damaged.encryptionKey }) : undefined;
}

/** Opens a damaged database if its list of tables can be read at all. */
function open({ path, encryptionKey }: DatabaseFile): Database | undefined {
  return attempt(() => {
    const db = openDatabase({ path, encryptionKey, readonly: true });
    try {
      if (!tableVersions(db).has('clients')) throw new Error('no tables');
      refuseNewer(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

async function fill(
  source: Database,
  target: DatabaseFile,
  progress: (read: number) => void,
): Promise<RescueReport> {
  const store = await openStore({
    databasePath: target.path,
    encryptionKey: target.encryptionKey,
    present: () => ({ at: new Date().toISOString(), userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  try {
    const handle = storageHandle(target.path);
    const versions = tableVersions(source);
    const report: Partial<Record<CollectionName, RescuedKind>> = {};
    let read = 0;
    for (const name of collectionNames) {
      const version = versions.get(name);
      if (version === undefined) continue;
      report[name] = await fillCollection(source, handle, name, version, (count) => {
        read += count;
        progress(read);
      });
    }
    for (const table of metaTables(source)) {
      attempt(() => table.copyTo(handle.db, { replace: false, ids: null }));
    }
    for (const table of keptTables(source)) attempt(() => table.copyTo(handle.db));
    // Whatever a damaged file held is looked through at the next opening.
    doubtTexts(handle.db);
    return report;
  } finally {
    await store.close();
  }
}

async function fillCollection(
  source: Database,
  handle: StoreHandle,
  name: CollectionName,
  version: number,
  told: (count: number) => void,
): Promise<RescuedKind> {
  const { db } = handle;
  const table = handle.table(name);
  const damaged = readDamaged(source, tableName(name, version));
  let saved = 0;
  let doubtful: string[] = [];
  let batch: DamagedRow[] = [];
  const write = () => {
    handle.write(table, false, () => {
      for (const row of batch) {
        const document = migrated(name, version, row.document);
        if (!document) continue;
        if (db.get(`SELECT 1 FROM ${table.name} WHERE id = ?`, [row.id])) continue;
        table.insert([{ document }], () => ({ id: row.id, seq: handle.nextSeq(), mark: row.mark }));
        if (row.deleted) continue;
        saved += 1;
        if (row.doubtful) doubtful.push(row.id);
      }
    });
    told(batch.length);
    batch = [];
  };
  suspendSearch(db, name, table.plan.table);
  for (const row of damaged.rows) {
    batch.push(row);
    if (batch.length >= BATCH) write();
  }
  write();
  await resumeSearch(db, name, table.plan.table);
  doubtful = [...new Set(doubtful)];
  db.run('INSERT OR REPLACE INTO _meta(key, value) VALUES(?, ?)', [
    doubtfulKey(name),
    JSON.stringify(doubtful),
  ]);
  return { saved, lost: damaged.lost(), doubtful: doubtful.length };
}

/** A document of an older version in the present one's form; undefined when the migration does not understand it. */
function migrated(
  name: CollectionName,
  from: number,
  document: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  return attempt(() => migrateRecord(name, from, document));
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
