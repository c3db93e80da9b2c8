import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  CopiedFiles,
  CopyOrigin,
  RecordCounts,
  RescueCopy,
  RescueReport,
} from '@shared/copies/contract';
import { AppError } from '@shared/lib/result';
import type { BaseFile } from '../store/copies';
import type { Contents } from '../store/inspect';

/** Work on whole files, done by a process of its own: reading a damaged file may end it, and nothing else. */
export interface UpkeepTasks {
  /**
   * Copies the base into a folder, opens and checks the copy, and brings along the contents of its files, of new ones
   * at most so many bytes. Tells how much of the contents is done, 0 to 1.
   */
  copy: {
    input: { base: BaseFile; folder: string; name: string; origin: CopyOrigin; mostBytes?: number };
    output: { path: string; bytes: number; contents: Contents; files: CopiedFiles };
  };
  /** Brings the contents of a base's files beside its copies. `from`: the base beside which they lie. */
  bring: { input: { base: BaseFile; from: string; folder: string; name: string }; output: CopiedFiles };
  /** Reads the whole base for damage. */
  check: { input: { base: BaseFile; thorough: boolean }; output: null };
  /** Takes away changes and deleted records older than an instant, little by little, from a base in use. */
  prune: { input: { base: BaseFile; before: string; synced: boolean }; output: null };
  /** Makes a closed base a copy: one file that says where it comes from. */
  seal: { input: { base: BaseFile; origin: CopyOrigin }; output: Contents };
  /** Says what is in a copy. */
  preview: {
    input: { copy: BaseFile; present?: BaseFile };
    output: Contents & { present: RecordCounts | null; files: CopiedFiles };
  };
  /** Makes a base ready out of a copy, and puts back the contents of its files. Tells how much of them is done. */
  prepare: { input: { source: BaseFile; target: BaseFile; forgetServer: boolean }; output: Contents };
  /** Saves what can be read of a damaged base, and looks what a sound copy has of it. */
  rescue: {
    input: {
      damaged: BaseFile;
      target: BaseFile;
      copies: readonly (BaseFile & { name: string; at: string })[];
    };
    output: { report: RescueReport | null; copy: RescueCopy | null };
  };
  /** Makes a base ready out of a copy and what a rescued base has newer. */
  combine: { input: { copy: BaseFile; rescued: BaseFile; target: BaseFile }; output: null };
}

export type UpkeepName = keyof UpkeepTasks;
export type UpkeepInput<N extends UpkeepName> = UpkeepTasks[N]['input'];
export type UpkeepOutput<N extends UpkeepName> = UpkeepTasks[N]['output'];

type Progress = (read: number) => void;

const pruneRestMs = 50;

/** Does one task; RxDB is loaded only for those that write documents. */
export async function runUpkeep<N extends UpkeepName>(
  name: N,
  input: UpkeepInput<N>,
  progress: Progress,
): Promise<UpkeepOutput<N>> {
  return (await tasks[name](input as never, progress)) as UpkeepOutput<N>;
}

const tasks: {
  readonly [N in UpkeepName]: (
    input: UpkeepInput<N>,
    progress: Progress,
  ) => UpkeepOutput<N> | Promise<UpkeepOutput<N>>;
} = {
  async copy({ base, folder, name, origin, mostBytes }, progress) {
    const { draftCopy, draftOf, nameCopy } = await import('../store/copies');
    const { bringContents, keepList } = await import('../files/copied-contents');
    const contents = draftCopy(base, folder, name, origin);
    const draft = { ...base, path: draftOf(join(folder, name)) };
    const files = await bringContents({ base: draft, from: base.path, folder, name, mostBytes }, progress);
    const made = nameCopy(folder, name, contents);
    await keepList(folder, name);
    return { ...made, files };
  },
  async bring({ base, from, folder, name }, progress) {
    const { bringContents, keepList } = await import('../files/copied-contents');
    const files = await bringContents({ base, from, folder, name }, progress);
    await keepList(folder, name);
    return files;
  },
  async check({ base, thorough }) {
    const { openDatabase } = await import('../store/sqlite-storage/adapter');
    const { checkWhole } = await import('../store/inspect');
    const { letOthersGoFirst, BACKGROUND_PRIORITY } = await import('../threads/priority');
    // Nobody waits for it, unless the base is not open.
    letOthersGoFirst(BACKGROUND_PRIORITY);
    const { matchesSeal } = await import('../store/sqlite-storage/seal');
    const { path, encryptionKey } = base;
    const db = openDatabase({ path, encryptionKey, readonly: true, checksSeal: true });
    try {
      const { unchecked } = db.compared;
      if (unchecked !== undefined && !matchesSeal(path, unchecked)) throw new AppError('store-corrupt');
      checkWhole(db, thorough);
    } finally {
      db.close();
    }
    // Starts that end at once over a sound file: the texts it holds may be what ends them.
    if (thorough) await mendBase(base);
    return null;
  },
  async prune({ base, ...options }) {
    const { openDatabase } = await import('../store/sqlite-storage/adapter');
    const { pruneBatch } = await import('../recycle-bin/prune');
    const db = openDatabase({ path: base.path, encryptionKey: base.encryptionKey });
    try {
      // Between two batches whoever works has the base to himself.
      while (pruneBatch(db, options)) await pause(pruneRestMs);
      return null;
    } finally {
      db.close();
    }
  },
  async seal({ base, origin }) {
    return (await import('../store/copies')).sealCopy(base, origin);
  },
  async preview({ copy, present }) {
    const { countBase, previewCopy } = await import('../store/copies');
    const { countContents } = await import('../files/copied-contents');
    const contents = previewCopy(copy);
    const files = await countContents(copy, present);
    return { ...contents, files, present: present ? countBase(present) : null };
  },
  async prepare(input, progress) {
    const contents = (await import('../store/copies')).prepareBase(input);
    const { putBackContents } = await import('../files/copied-contents');
    await putBackContents(input.source, input.target, progress);
    return contents;
  },
  async rescue({ damaged, target, copies }, progress) {
    const { rescueBase } = await import('../store/rescue/rescue');
    const report = await rescueBase({ damaged, target, progress });
    const { previewCopy } = await import('../store/copies');
    const { countNewer } = await import('../store/rescue/combine');
    for (const { name, at, ...copy } of copies) {
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
    const { prepareBase } = await import('../store/copies');
    const { addNewer } = await import('../store/rescue/combine');
    prepareBase({ source: copy, target, forgetServer: false });
    await addNewer(rescued, target);
    const { putBackContents } = await import('../files/copied-contents');
    await putBackContents(copy, target, progress);
    const { syncFile } = await import('../store/copy-files');
    if (existsSync(target.path)) syncFile(target.path);
    return null;
  },
};

/** Has the texts of a sound base read through and mended in place. */
async function mendBase(base: BaseFile): Promise<void> {
  const { openDatabase } = await import('../store/sqlite-storage/adapter');
  const { doubtTexts } = await import('../store/mend-base');
  const { openStore } = await import('../store/open');
  const db = openDatabase({ path: base.path, encryptionKey: base.encryptionKey });
  try {
    doubtTexts(db);
  } finally {
    db.close();
  }
  const store = await openStore({
    databasePath: base.path,
    encryptionKey: base.encryptionKey,
    present: () => ({ at: new Date().toISOString(), userId: '', device: '' }),
    onCommit: () => {},
    onSettled: () => {},
    onCollision: async () => {},
  });
  await store.close();
}
