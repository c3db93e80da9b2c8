import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type BackupKind, copyName, localDay } from '@shared/backups/backup-name';
import type { BackupRow, BackupsState } from '@shared/backups/contract';
import { isCopyDue } from '@shared/backups/due';
import { backupsToDrop } from '@shared/backups/retention';
import { AppError, type Failure } from '@shared/lib/result';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { States } from '../ipc/states';
import { type Maintenance, startMaintenance } from '../maintenance/client';
import type { MaintenanceInput, MaintenanceName, MaintenanceOutput } from '../maintenance/tasks';
import { backupsIn, type Copy } from '../store/backup-files';
import { draftOf, dropDraft } from '../store/backups';
import { describeError, toFailure } from '../threads/failures';
import { BackupIndex } from './backup-index';
import { originOf } from './origin';

/** A database up to this size is copied at every quit; a larger one once a day, in the background. */
const smallDatabaseBytes = 40 * 1024 * 1024;
/** So much of new attached files is copied while a person waits for the program to end; the rest comes next time. */
const quitContentBytes = 200 * 1024 * 1024;

export interface KeeperParts {
  readonly profile: Profile;
  readonly states: States;
  readonly log: Log;
  readonly encryptionKey: () => string;
  /** Puts the wrapped key beside the copies of a folder, so that they can be opened on another computer. */
  readonly putKeyBeside: (folder: string) => unknown;
}

/** Makes, lists and clears away the copies of the database. One task at a time. */
export class BackupsKeeper {
  readonly #index: BackupIndex;
  #running: BackupsState['running'] = null;
  #task: Maintenance<MaintenanceName> | undefined;
  /** Milliseconds of this process's own clock, which nobody sets. */
  #failedAt: number | undefined;
  #listing: Promise<Copy[]> | undefined;

  constructor(private readonly parts: KeeperParts) {
    this.#index = new BackupIndex(parts.profile.folder);
  }

  get busy(): boolean {
    return this.#running !== null;
  }

  /** The folder copies go to; one of this device's own inside the folder a person chose, which others may use too. */
  get folder(): string {
    const { settings, session } = this.parts.profile.state;
    if (settings.backupsFolder === '') return this.parts.profile.backupsFolder;
    const host =
      hostname()
        .replaceAll(/[^\p{L}\p{N}-]/gu, '')
        .slice(0, 30) || 'pc';
    return join(settings.backupsFolder, `kartoteka-${host}-${session.deviceId.slice(0, 8)}`);
  }

  /** All copies of this device, newest first. One look at a time: a folder in a network may answer late or never. */
  backups(): Promise<Copy[]> {
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  async #list(): Promise<Copy[]> {
    const own = this.parts.profile.backupsFolder;
    const usual = await backupsIn(own);
    const all = this.folder === own ? usual : [...(await backupsIn(this.folder)), ...usual];
    return all.sort((a, b) => b.name.localeCompare(a.name));
  }

  /** Where the copy of a name in the list lies. @throws AppError `file-not-found` */
  async find(name: string): Promise<Copy> {
    const found = (await this.backups()).find((copy) => copy.name === name);
    if (!found) throw new AppError('file-not-found', { name });
    return found;
  }

  isVerified(copy: Copy): boolean {
    return this.#index.isVerified(copy);
  }

  /** Reads the folders and tells the windows. */
  async look(): Promise<void> {
    const { profile, states } = this.parts;
    const backups = await this.backups();
    states.publish('backups.state', {
      folder: this.folder,
      usual: profile.state.settings.backupsFolder === '',
      backups: backups.map((copy) => this.#row(copy)),
      running: this.#running,
      failure: profile.state.copyFailure,
    });
  }

  /** A person's own copy, now. @throws AppError `copy-busy`, `copy-cancelled`, `disk-full`, … */
  async make(): Promise<string> {
    const name = copyName('manual', new Date());
    await this.#refuseGone();
    await this.#copy(this.folder, name);
    return name;
  }

  /** The day's copy, when it is due; asked every minute. */
  async makeWhenDue(now: { readonly idleSeconds: number; readonly openMs: number }): Promise<void> {
    if (this.busy) return;
    const date = new Date();
    const sinceFailureMs = this.#failedAt === undefined ? undefined : performance.now() - this.#failedAt;
    const today = localDay(date);
    // Those the profile took meanwhile do not count: the day's copy goes to its folder once the disk is back.
    const backups = (await this.backups()).filter(({ path }) => dirname(path) === this.folder);
    if (this.busy || !isCopyDue({ ...now, backups, today, now: date.getTime(), sinceFailureMs })) return;
    await this.adoptKept();
    await this.#routine(copyName('daily', date));
  }

  /** The day's copy again at the end of work, if the database is small and has changed since. */
  async makeAtQuit(): Promise<void> {
    const { databasePath } = this.parts.profile;
    const { size, mtimeMs } = statSync(databasePath);
    const name = copyName('daily', new Date());
    await this.adoptKept();
    if (this.busy || size > smallDatabaseBytes) return;
    if ((await this.backups()).some((copy) => copy.name === name && copy.mtimeMs > mtimeMs)) return;
    await this.#routine(name, quitContentBytes);
  }

  /** Runs a task of the maintenance on behalf of a restore, with progress and the way to end it. */
  async during<N extends MaintenanceName>(
    name: N,
    input: MaintenanceInput<N>,
    growing?: { readonly path: string; readonly like: string },
  ): Promise<MaintenanceOutput<N>> {
    return this.#run('restore', name, input, growing);
  }

  /** Ends what is running. */
  cancel(): void {
    if (!this.#running || !this.#task) return;
    this.#set({ ...this.#running, cancelling: true });
    this.#task.cancel();
  }

  /** Whether the copy was whole under our key the last time it was opened, whatever became of the file since. */
  wasVerified(path: string): boolean {
    return this.#index.knows(path);
  }

  /** Notes that a copy was opened and found whole. */
  noteVerified(path: string): void {
    this.#index.verified(path);
  }

  /** Moves what was kept of the database before the program changed its form among the copies. */
  async adoptKept(): Promise<void> {
    const { encryptionKey, log, profile } = this.parts;
    const { databasePath } = profile;
    const beside = dirname(databasePath);
    for (const name of readdirSync(beside)) {
      if (!name.startsWith(`${basename(databasePath)}.`) || !/\.(layout-\d+|schema-old)$/.test(name))
        continue;
      const folder = profile.backupsFolder;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const kept = this.freeName('before-migration', folder);
      const path = join(folder, kept);
      renameSync(join(beside, name), path);
      try {
        const database = { path, encryptionKey: encryptionKey() };
        await this.#run('copy', 'bring', { database, from: databasePath, folder, name: kept });
      } catch (error) {
        log.warn(`files of a kept base: ${describeError(error)}`);
      }
    }
  }

  /** A folder for a copy that must be made now: the chosen one, or the profile's own where that cannot be written. */
  async usableFolder(): Promise<string> {
    const own = this.parts.profile.backupsFolder;
    for (const folder of [this.folder, own]) {
      try {
        if (folder !== own) await this.#refuseGone();
        await mkdir(folder, { recursive: true, mode: 0o700 });
        return folder;
      } catch (error) {
        this.#fail(toFailure(error), true);
      }
    }
    throw new AppError('no-permission');
  }

  /**
   * A chosen folder that is not there is on a disk that is not there: one made anew in its place would lie on this
   * disk, and nobody would know. @throws AppError `copy-folder-gone`
   */
  async #refuseGone(): Promise<void> {
    const { backupsFolder } = this.parts.profile.state.settings;
    if (backupsFolder === '') return;
    try {
      if ((await stat(backupsFolder)).isDirectory()) return;
    } catch {
      // It is told of below, whatever keeps it from being seen.
    }
    throw new AppError('copy-folder-gone');
  }

  /** A name no file has yet. */
  freeName(kind: BackupKind, folder: string): string {
    let at = new Date();
    while (existsSync(join(folder, copyName(kind, at)))) at = new Date(at.getTime() + 1000);
    return copyName(kind, at);
  }

  /**
   * The routine's copy: where the chosen folder does not answer, the profile's own takes it, once a day and at the end of
   * work, and the window says so.
   */
  async #routine(name: string, maxBytes?: number): Promise<void> {
    const { profile, log } = this.parts;
    try {
      await this.#refuseGone();
      await this.#copy(this.folder, name, maxBytes);
      this.#failedAt = undefined;
      profile.change({ copyFailure: null });
    } catch (error) {
      const failed = toFailure(error);
      log.warn(`copy: ${describeError(error)}`);
      if (failed.code === 'copy-cancelled' || failed.code === 'copy-busy') return;
      const elsewhere = this.folder !== profile.backupsFolder;
      this.#fail(failed, false);
      if (!elsewhere) return;
      const { backupsFolder } = profile;
      const there = maxBytes === undefined && existsSync(join(backupsFolder, name));
      if (!there) await this.#copy(backupsFolder, name, maxBytes);
      this.#fail(failed, true);
    } finally {
      await this.look();
    }
  }

  #fail(failed: Failure, inProfile: boolean): void {
    this.#failedAt = performance.now();
    const { code, data } = failed;
    this.parts.profile.change({ copyFailure: { code, data, at: new Date().toISOString(), inProfile } });
  }

  async #copy(folder: string, name: string, maxBytes?: number): Promise<void> {
    const { profile, encryptionKey } = this.parts;
    const path = join(folder, name);
    const database = { path: profile.databasePath, encryptionKey: encryptionKey() };
    try {
      const made = await this.#run(
        'copy',
        'copy',
        {
          database,
          folder,
          name,
          origin: originOf(profile),
          ...(maxBytes === undefined ? {} : { maxBytes }),
        },
        { path: draftOf(path), like: database.path },
      );
      this.#index.verified(made.path);
    } finally {
      dropDraft(path);
    }
    this.#putKeyBeside(folder);
    await this.#clearAway(folder);
    await this.look();
  }

  /** The copy is good without it, on this computer. */
  #putKeyBeside(folder: string): void {
    try {
      this.parts.putKeyBeside(folder);
    } catch (error) {
      this.parts.log.warn(`a key beside copies: ${describeError(error)}`);
    }
  }

  async #clearAway(folder: string): Promise<void> {
    for (const old of backupsToDrop(await backupsIn(folder), localDay(new Date()))) {
      try {
        await rm(old.path, { force: true });
      } catch (error) {
        this.parts.log.warn(`clearing copies: ${describeError(error)}`);
      }
    }
  }

  async #run<N extends MaintenanceName>(
    task: 'copy' | 'restore',
    name: N,
    input: MaintenanceInput<N>,
    growing?: { readonly path: string; readonly like: string },
  ): Promise<MaintenanceOutput<N>> {
    if (this.#running) throw new AppError('copy-busy');
    this.#set({ task, stage: 'base', done: 0, cancelling: false });
    // Once the files' contents are being brought the database's file no longer grows.
    const told = (done: number) => {
      if (this.#running?.stage === 'base') this.#set({ ...this.#running, done });
    };
    const read = (done: number) => {
      if (this.#running) this.#set({ ...this.#running, stage: 'files', done });
    };
    try {
      const watch = {
        read,
        ...(growing ? { file: { growing: growing.path, like: growing.like, told } } : {}),
      };
      const maintenance = startMaintenance(name, input, this.parts.log, watch);
      this.#task = maintenance as unknown as Maintenance<MaintenanceName>;
      return await maintenance.done;
    } finally {
      this.#task = undefined;
      this.#set(null);
    }
  }

  #set(running: BackupsState['running']): void {
    this.#running = running;
    const last = this.parts.states.get('backups.state');
    if (last) this.parts.states.publish('backups.state', { ...last, running });
  }

  #row(copy: Copy): BackupRow {
    const { name, kind, at, bytes } = copy;
    return { name, kind, at, bytes, verified: this.#index.isVerified(copy) };
  }
}
