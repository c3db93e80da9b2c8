import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CopyOrigin, RecordCounts, RescueCopy, RescueReport } from '@shared/copies/contract';
import type { BaseFile } from '../store/copies';
import type { Contents } from '../store/inspect';

/** Work on whole files, done by a process of its own: reading a damaged file may end it, and nothing else. */
export interface UpkeepTasks {
  /** Copies the base into a folder, then opens and checks the copy. */
  copy: {
    input: { base: BaseFile; folder: string; name: string; origin: CopyOrigin };
    output: { path: string; bytes: number; contents: Contents };
  };
  /** Reads the whole base for damage. */
  check: { input: { base: BaseFile; thorough: boolean }; output: null };
  /** Takes away changes and deleted records older than an instant, little by little, from a base in use. */
  prune: { input: { base: BaseFile; before: string; synced: boolean }; output: null };
  /** Makes a closed base a copy: one file that says where it comes from. */
  seal: { input: { base: BaseFile; origin: CopyOrigin }; output: Contents };
  /** Says what is in a copy. */
  preview: {
    input: { copy: BaseFile; present?: BaseFile };
    output: Contents & { present: RecordCounts | null };
  };
  /** Makes a base ready out of a copy. */
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
  async copy({ base, folder, name, origin }) {
    return (await import('../store/copies')).makeCopy(base, folder, name, origin);
  },
  async check({ base, thorough }) {
    const { openDatabase } = await import('../store/sqlite-storage/adapter');
    const { checkWhole } = await import('../store/inspect');
    const db = openDatabase({ path: base.path, encryptionKey: base.encryptionKey });
    try {
      checkWhole(db, thorough);
      return null;
    } finally {
      db.close();
    }
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
    return { ...previewCopy(copy), present: present ? countBase(present) : null };
  },
  async prepare(input) {
    return (await import('../store/copies')).prepareBase(input);
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
  async combine({ copy, rescued, target }) {
    const { prepareBase } = await import('../store/copies');
    const { addNewer } = await import('../store/rescue/combine');
    prepareBase({ source: copy, target, forgetServer: false });
    await addNewer(rescued, target);
    const { syncFile } = await import('../store/copy-files');
    if (existsSync(target.path)) syncFile(target.path);
    return null;
  },
};
