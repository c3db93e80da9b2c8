import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  BackupOrigin,
  CopiedFiles,
  RecordCounts,
  RescueCopy,
  RescueReport,
} from '@shared/backups/contract';
import { AppError } from '@shared/lib/result';
import type { DatabaseFile } from '../store/backups';
import type { Contents } from '../store/inspect';

/** Work on whole files, done by a process of its own: reading a damaged file may end it, and nothing else. */
interface MaintenanceTasks {
  /**
   * Copies the database into a folder, opens and checks the copy, and brings along the contents of its files, of new ones
   * at most so many bytes. Tells how much of the contents is done, 0 to 1.
   */
  copy: {
    input: { database: DatabaseFile; folder: string; name: string; origin: BackupOrigin; maxBytes?: number };
    output: { path: string; bytes: number; contents: Contents; files: CopiedFiles };
  };
  /** Brings the contents of a database's files beside its copies. `from`: the database beside which they lie. */
  bring: {
    input: { database: DatabaseFile; from: string; folder: string; name: string };
    output: CopiedFiles;
  };
  /** Reads the whole database for damage. */
  check: { input: { database: DatabaseFile; thorough: boolean }; output: null };
  /** Takes away changes and deleted records older than an instant, little by little, from a database in use. */
  prune: { input: { database: DatabaseFile; before: string; synced: boolean }; output: null };
  /** Makes a closed database a copy: one file that says where it comes from. */
  seal: { input: { database: DatabaseFile; origin: BackupOrigin }; output: Contents };
  /** Says what is in a copy. */
  preview: {
    input: { copy: DatabaseFile; present?: DatabaseFile };
    output: Contents & { present: RecordCounts | null; files: CopiedFiles };
  };
  /** Makes a database ready out of a copy, and puts back the contents of its files. Tells how much of them is done. */
  prepare: { input: { source: DatabaseFile; target: DatabaseFile; forgetServer: boolean }; output: Contents };
  /** Saves what can be read of a damaged database, and looks what a sound copy has of it. */
  rescue: {
    input: {
      damaged: DatabaseFile;
      target: DatabaseFile;
      backups: readonly (DatabaseFile & { name: string; at: string })[];
    };
    output: { report: RescueReport | null; copy: RescueCopy | null };
  };
  /** Makes a database ready out of a copy and what a rescued base has newer. */
  combine: { input: { copy: DatabaseFile; rescued: DatabaseFile; target: DatabaseFile }; output: null };
}

export type MaintenanceName = keyof MaintenanceTasks;
export type MaintenanceInput<N extends MaintenanceName> = MaintenanceTasks[N]['input'];
export type MaintenanceOutput<N extends MaintenanceName> = MaintenanceTasks[N]['output'];

type Progress = (read: number) => void;

const pruneRestMs = 50;

/** Does one task; RxDB is loaded only for those that write documents. */
export async function runMaintenance<N extends MaintenanceName>(
  name: N,
  input: MaintenanceInput<N>,
  progress: Progress,
): Promise<MaintenanceOutput<N>> {
  return (await tasks[name](input as never, progress)) as MaintenanceOutput<N>;
}

const tasks: {
  readonly [N in MaintenanceName]: (
    input: MaintenanceInput<N>,
    progress: Progress,
  ) => MaintenanceOutput<N> | Promise<MaintenanceOutput<N>>;
} = {
  async copy({ database, folder, name, origin, maxBytes }, progress) {
    const { draftCopy, draftOf, nameCopy } = await import('../store/backups');
    const { bringContents, keepList } = await import('../files/copied-contents');
    const contents = draftCopy(database, folder, name, origin);
    const draft = { ...database, path: draftOf(join(folder, name)) };
    const files = await bringContents(
      { database: draft, from: database.path, folder, name, maxBytes },
      progress,
    );
    const made = nameCopy(folder, name, contents);
    await keepList(folder, name);
    return { ...made, files };
  },
  async bring({ database, from, folder, name }, progress) {
    const { bringContents, keepList } = await import('../files/copied-contents');
    const files = await bringContents({ database, from, folder, name }, progress);
    await keepList(folder, name);
    return files;
  },
  async check({ database, thorough }) {
    const { openDatabase } = await import('../store/sqlite-storage/adapter');
    const { checkWhole } = await import('../store/inspect');
    const { letOthersGoFirst, BACKGROUND_PRIORITY } = await import('../threads/priority');
    // Nobody waits for it, unless the database is not open.
    letOthersGoFirst(BACKGROUND_PRIORITY);
    const { matchesSeal } = await import('../store/sqlite-storage/seal');
    const { path, encryptionKey } = database;
    const db = openDatabase({ path, encryptionKey, readonly: true, checksSeal: true });
    try {
      const { unchecked } = db.compared;
      if (unchecked !== undefined && !matchesSeal(path, unchecked)) throw new AppError('store-corrupt');
      checkWhole(db, thorough);
    } finally {
      db.close();
    }
    // Starts that end at once over a sound file: the texts it holds may be what ends them.
    if (thorough) await mendDatabase(database);
    return null;
  },
  async prune({ database, ...options }) {
    const { openDatabase } = await import('../store/sqlite-storage/adapter');
    const { pruneBatch } = await import('../recycle-bin/prune');
    const db = openDatabase({ path: database.path, encryptionKey: database.encryptionKey });
    try {
      // Between two batches whoever works has the database to himself.
      while (pruneBatch(db, options)) await pause(pruneRestMs);
      return null;
    } finally {
      db.close();
    }
  },
  async seal({ database, origin }) {
    return (await import('../store/backups')).sealCopy(database, origin);
  },
  async preview({ copy, present }) {
    const { countDatabase, previewCopy } = await import('../store/backups');
    const { countContents } = await import('../files/copied-contents');
    const contents = previewCopy(copy);
    const files = await countContents(copy, present);
    return { ...contents, files, present: present ? countDatabase(present) : null };
  },
  async prepare(input, progress) {
    const contents = (await import('../store/backups')).prepareDatabase(input);
    const { putBackContents } = await import('../files/copied-contents');
    await putBackContents(input.source, input.target, progress);
    return contents;
  },
  async rescue({ damaged, target, backups }, progress) {
    const { rescueDatabase } = await import('../rescue/rescue');
    const report = await rescueDatabase({ damaged, target, progress });
    const { previewCopy } = await import('../store/backups');
    const { countNewer } = await import('../rescue/combine');
    for (const { name, at, ...copy } of backups) {
      try {
        const { counts } = previewCopy(copy);
        const newer = report ? countNewer(target, copy) : 0;
        return { report, copy: { name, at, counts, newer } };
      } catch {
        // The next older one, then.
      }
    }
    return { report, copy: null };
  },
  async combine({ copy, rescued, target }, progress) {
    const { prepareDatabase } = await import('../store/backups');
    const { addNewer } = await import('../rescue/combine');
    prepareDatabase({ source: copy, target, forgetServer: false });
    await addNewer(rescued, target);
    const { putBackContents } = await import('../files/copied-contents');
    await putBackContents(copy, target, progress);
    const { syncFile } = await import('../store/backup-files');
    if (existsSync(target.path)) syncFile(target.path);
    return null;
  },
};

/** Has the texts of a sound base read through and mended in place. */
async function mendDatabase(database: DatabaseFile): Promise<void> {
  const { openDatabase } = await import('../store/sqlite-storage/adapter');
  const { doubtTexts } = await import('../store/mend-database');
  const { openStore } = await import('../data/open-store');
  const db = openDatabase({ path: database.path, encryptionKey: database.encryptionKey });
  try {
    doubtTexts(db);
  } finally {
    db.close();
  }
  const store = await openStore({
    databasePath: database.path,
    encryptionKey: database.encryptionKey,
    present: () => ({ at: new Date().toISOString(), userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  await store.close();
}
