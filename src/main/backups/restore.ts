import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { BackupPreview, RescueChoice } from '@shared/backups/contract';
import { AppError } from '@shared/lib/result';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { Secrets } from '../app/secrets';
import type { MaintenanceOutput } from '../maintenance/tasks';
import { clearRoom, makeRoom, removeDatabase, swapDatabase } from '../store/backup-files';
import type { DatabaseFile } from '../store/backups';
import { tokenName } from '../sync/token-name';
import { describeError, toFailure } from '../threads/failures';
import type { BackupKeys } from './backup-keys';
import type { BackupsKeeper } from './keeper';
import { originOf } from './origin';
import { linkAfter, renewedProfile, type ServerLink } from './server-link';

export interface RestorerParts {
  readonly profile: Profile;
  readonly secrets: Pick<Secrets, 'remove'>;
  readonly log: Log;
  readonly keeper: BackupsKeeper;
  readonly keys: BackupKeys;
  readonly workspace: {
    readonly databasePath: string;
    readonly encryptionKey: () => string;
    readonly reopen: (work: () => void | Promise<void>) => Promise<void>;
  };
}

/** Where a rescued base waits for a person's choice. */
export const rescuedPath = (databasePath: string): string => `${databasePath}.rescued`;

interface Found {
  readonly path: string;
  readonly at: string;
  readonly bytes: number;
  /** It lies in one of this profile's own folders. */
  readonly ours: boolean;
}

/** Puts copies in the database's place. */
export class Restorer {
  #roomTaken = false;

  constructor(private readonly parts: RestorerParts) {}

  /** Opens a copy and says what is in it. @throws AppError; see `copies.preview` of the contract */
  async preview(source: string, secret: string): Promise<BackupPreview> {
    const { profile } = this.parts;
    const { found, contents } = await this.#open(source, secret);
    const link = linkAfter(profile.state.account, contents.origin, found.ours);
    return {
      name: basename(found.path),
      bytes: found.bytes,
      at: found.at,
      origin: contents.origin,
      counts: contents.counts,
      files: contents.files,
      present: contents.present,
      lastChangeAt: contents.lastChangeAt,
      older: contents.older,
      ours: contents.origin ? contents.origin.deviceId === profile.state.session.deviceId : found.ours,
      otherServer: link.otherServer,
    };
  }

  /**
   * Makes a database ready out of a copy while work goes on, keeps the present state as a copy, and exchanges them.
   * @returns the name of the copy of the present state, '' where that was damaged and put aside
   */
  async restore(source: string, secret: string): Promise<{ kept: string; series: string }> {
    const { keeper, profile, workspace } = this.parts;
    // What the copy is decides what is to be done with it, so it is looked at before it is made ready.
    const { found, file, contents } = await this.#open(source, secret);
    const { origin } = contents;
    const link = linkAfter(profile.state.account, origin, found.ours);
    let kept = '';
    await this.#inRoom(async (target) => {
      await keeper.during(
        'prepare',
        { source: file, target, forgetServer: link.forgetServer },
        { path: target.path, like: file.path },
      );
      const keptName = await this.#keepFiles();
      await workspace.reopen(async () => {
        kept = await this.#keepPresent(keptName);
        const keepAs = kept === '' ? null : join(await keeper.usableFolder(), kept);
        this.#exchange(keepAs, link, origin?.demo);
        if (keepAs !== null) keeper.noteVerified(keepAs);
      });
    });
    await keeper.look();
    return { kept, series: profile.state.session.series };
  }

  /** After a rescue: goes on with what a person chose; the damaged database is put aside. */
  async takeRescued(choice: RescueChoice, copyName: string | null): Promise<void> {
    const { keeper, workspace, profile } = this.parts;
    const rescued: DatabaseFile = {
      path: rescuedPath(workspace.databasePath),
      encryptionKey: workspace.encryptionKey(),
    };
    await this.#inRoom(async (target) => {
      let link: ServerLink = { account: profile.state.account, otherServer: false, forgetServer: false };
      if (choice === 'rescued') {
        if (!existsSync(rescued.path)) throw new AppError('file-not-found');
        await keeper.during('prepare', { source: rescued, target, forgetServer: false });
      } else {
        if (copyName === null) throw new AppError('file-not-found');
        const { file, contents } = await this.#open(copyName, '');
        link = linkAfter(profile.state.account, contents.origin, true);
        if (choice === 'both') await keeper.during('combine', { copy: file, rescued, target });
        else await keeper.during('prepare', { source: file, target, forgetServer: link.forgetServer });
      }
      await workspace.reopen(() => {
        this.#exchange(null, link);
        removeDatabase(rescued.path);
      });
    });
    await keeper.look();
  }

  /** Makes a database ready beside the present one; when that fails or is ended, nothing of it stays. */
  async #inRoom(work: (target: DatabaseFile) => Promise<void>): Promise<void> {
    const { workspace, log } = this.parts;
    if (this.#roomTaken) throw new AppError('copy-busy');
    this.#roomTaken = true;
    try {
      await work({ path: makeRoom(workspace.databasePath), encryptionKey: workspace.encryptionKey() });
    } catch (error) {
      await clearRoom(workspace.databasePath).catch((left: unknown) =>
        log.warn(`what a broken-off restore has left: ${describeError(left)}`),
      );
      throw error;
    } finally {
      this.#roomTaken = false;
    }
  }

  /**
   * The profile is renewed before the files move: a crash between them costs a series, never gives one number to two
   * documents.
   */
  #exchange(keepAs: string | null, link: ServerLink, demo?: boolean): void {
    const { profile, secrets, workspace } = this.parts;
    if (link.otherServer) secrets.remove(tokenName);
    const renewed = renewedProfile(profile.state);
    // Without a server nobody is anybody's seller: the role comes with the next sign-in.
    const { role: _role, ...alone } = renewed.session;
    profile.change({
      ...renewed,
      ...(link.account === null ? { session: alone } : {}),
      account: link.account,
      ...(demo === undefined ? {} : { demo }),
    });
    swapDatabase(workspace.databasePath, keepAs);
  }

  #present(): DatabaseFile {
    const { workspace } = this.parts;
    return { path: workspace.databasePath, encryptionKey: workspace.encryptionKey() };
  }

  /**
   * Brings the contents of the present state's files beside the copy it will become, while work still goes on.
   * @returns the name that copy is to have
   */
  async #keepFiles(): Promise<string> {
    const { keeper, workspace } = this.parts;
    const folder = await keeper.usableFolder();
    const name = keeper.freeName('before-restore', folder);
    if (!existsSync(workspace.databasePath)) return name;
    try {
      await keeper.during('bring', { database: this.#present(), from: workspace.databasePath, folder, name });
    } catch (error) {
      this.#passUnlessUnreadable(error);
    }
    return name;
  }

  /** Makes the closed database a copy where it lies; its name, or '' when it is too damaged for one. */
  async #keepPresent(name: string): Promise<string> {
    const { keeper, profile, workspace } = this.parts;
    if (!existsSync(workspace.databasePath)) return '';
    try {
      await keeper.during('seal', { database: this.#present(), origin: originOf(profile) });
      return name;
    } catch (error) {
      this.#passUnlessUnreadable(error);
      return '';
    }
  }

  /** Only a database that cannot be read is put aside as it is; a full disk is no reason to give up the present state. */
  #passUnlessUnreadable(error: unknown): void {
    const { code } = toFailure(error);
    if (code !== 'store-corrupt' && code !== 'store-wrong-key') throw error;
    this.parts.log.warn(`the present base is put aside: ${describeError(error)}`);
  }

  /** Where a copy lies. @throws AppError `file-not-found` */
  async #find(source: string): Promise<Found> {
    const { keeper, workspace } = this.parts;
    if (!isAbsolute(source)) {
      const { path, at, bytes } = await keeper.find(source);
      return { path, at, bytes, ours: true };
    }
    const found = statSync(source, { throwIfNoEntry: false });
    if (!found?.isFile()) throw new AppError('file-not-found', { name: basename(source) });
    if (source === workspace.databasePath) throw new AppError('invalid-input', { field: 'source' });
    return { path: source, at: found.mtime.toISOString(), bytes: found.size, ours: false };
  }

  /**
   * Opens a copy with the first key that fits.
   * @throws AppError `copy-other-key` when a password is needed, `copy-no-key-file` when none would help
   */
  async #open(
    source: string,
    secret: string,
  ): Promise<{ found: Found; file: DatabaseFile; contents: MaintenanceOutput<'preview'> }> {
    const { keeper, keys } = this.parts;
    const found = await this.#find(source);
    const present = this.#present();
    const candidates = secret === '' ? keys.known(found.path) : await keys.opened(found.path, secret);
    for (const encryptionKey of candidates) {
      const file: DatabaseFile = { path: found.path, encryptionKey };
      try {
        const contents = await keeper.during('preview', { copy: file, present });
        if (found.ours && encryptionKey === present.encryptionKey) keeper.noteVerified(found.path);
        return { found, file, contents };
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'copy-other-key')) throw error;
      }
    }
    // A copy of ours that was whole under our key and does not open now has a damaged head, not another key.
    if (found.ours && keeper.wasVerified(found.path)) throw new AppError('copy-damaged');
    if (secret !== '') throw new AppError('copy-wrong-secret');
    throw new AppError(keys.asks(found.path) ? 'copy-other-key' : 'copy-no-key-file');
  }
}
