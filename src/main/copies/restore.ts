import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { CopyPreview, RescueChoice } from '@shared/copies/contract';
import { AppError } from '@shared/lib/result';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { Secrets } from '../app/secrets';
import type { BaseFile } from '../store/copies';
import { clearRoom, makeRoom, removeBase, swapBase } from '../store/copy-files';
import { tokenName } from '../sync/token-name';
import { describeError, toFailure } from '../threads/failures';
import type { UpkeepOutput } from '../upkeep/tasks';
import { bondAfter, renewedProfile, type ServerBond } from './bond';
import type { CopyKeys } from './copy-keys';
import type { CopiesKeeper } from './keeper';
import { originOf } from './origin';

export interface RestorerParts {
  readonly profile: Profile;
  readonly secrets: Pick<Secrets, 'remove'>;
  readonly log: Log;
  readonly keeper: CopiesKeeper;
  readonly keys: CopyKeys;
  readonly base: {
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

/** Puts copies in the base's place. */
export class Restorer {
  #roomTaken = false;

  constructor(private readonly parts: RestorerParts) {}

  /** Opens a copy and says what is in it. @throws AppError; see `copies.preview` of the contract */
  async preview(source: string, secret: string): Promise<CopyPreview> {
    const { profile } = this.parts;
    const { found, contents } = await this.#open(source, secret);
    const bond = bondAfter(profile.state.account, contents.origin, found.ours);
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
      otherServer: bond.otherServer,
    };
  }

  /**
   * Makes a base ready out of a copy while work goes on, keeps the present state as a copy, and exchanges them.
   * @returns the name of the copy of the present state, '' where that was damaged and put aside
   */
  async restore(source: string, secret: string): Promise<{ kept: string; series: string }> {
    const { keeper, profile, base } = this.parts;
    // What the copy is decides what is to be done with it, so it is looked at before it is made ready.
    const { found, file, contents } = await this.#open(source, secret);
    const { origin } = contents;
    const bond = bondAfter(profile.state.account, origin, found.ours);
    let kept = '';
    await this.#inRoom(async (target) => {
      await keeper.during(
        'prepare',
        { source: file, target, forgetServer: bond.forgetServer },
        { path: target.path, like: file.path },
      );
      const keptName = await this.#keepFiles();
      await base.reopen(async () => {
        kept = await this.#keepPresent(keptName);
        const keepAs = kept === '' ? null : join(await keeper.usableFolder(), kept);
        this.#exchange(keepAs, bond, origin?.demo);
        if (keepAs !== null) keeper.noteVerified(keepAs);
      });
    });
    await keeper.look();
    return { kept, series: profile.state.session.series };
  }

  /** After a rescue: goes on with what a person chose; the damaged base is put aside. */
  async takeRescued(choice: RescueChoice, copyName: string | null): Promise<void> {
    const { keeper, base, profile } = this.parts;
    const rescued: BaseFile = {
      path: rescuedPath(base.databasePath),
      encryptionKey: base.encryptionKey(),
    };
    await this.#inRoom(async (target) => {
      let bond: ServerBond = { account: profile.state.account, otherServer: false, forgetServer: false };
      if (choice === 'rescued') {
        if (!existsSync(rescued.path)) throw new AppError('file-not-found');
        await keeper.during('prepare', { source: rescued, target, forgetServer: false });
      } else {
        if (copyName === null) throw new AppError('file-not-found');
        const { file, contents } = await this.#open(copyName, '');
        bond = bondAfter(profile.state.account, contents.origin, true);
        if (choice === 'both') await keeper.during('combine', { copy: file, rescued, target });
        else await keeper.during('prepare', { source: file, target, forgetServer: bond.forgetServer });
      }
      await base.reopen(() => {
        this.#exchange(null, bond);
        removeBase(rescued.path);
      });
    });
    await keeper.look();
  }

  /** Makes a base ready beside the present one; when that fails or is ended, nothing of it stays. */
  async #inRoom(work: (target: BaseFile) => Promise<void>): Promise<void> {
    const { base, log } = this.parts;
    if (this.#roomTaken) throw new AppError('copy-busy');
    this.#roomTaken = true;
    try {
      await work({ path: makeRoom(base.databasePath), encryptionKey: base.encryptionKey() });
    } catch (error) {
      await clearRoom(base.databasePath).catch((left: unknown) =>
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
  #exchange(keepAs: string | null, bond: ServerBond, demo?: boolean): void {
    const { profile, secrets, base } = this.parts;
    if (bond.otherServer) secrets.remove(tokenName);
    const renewed = renewedProfile(profile.state);
    // Without a server nobody is anybody's seller: the role comes with the next sign-in.
    const { role: _role, ...alone } = renewed.session;
    profile.change({
      ...renewed,
      ...(bond.account === null ? { session: alone } : {}),
      account: bond.account,
      ...(demo === undefined ? {} : { demo }),
    });
    swapBase(base.databasePath, keepAs);
  }

  #present(): BaseFile {
    const { base } = this.parts;
    return { path: base.databasePath, encryptionKey: base.encryptionKey() };
  }

  /**
   * Brings the contents of the present state's files beside the copy it will become, while work still goes on.
   * @returns the name that copy is to have
   */
  async #keepFiles(): Promise<string> {
    const { keeper, base } = this.parts;
    const folder = await keeper.usableFolder();
    const name = keeper.freeName('before-restore', folder);
    if (!existsSync(base.databasePath)) return name;
    try {
      await keeper.during('bring', { base: this.#present(), from: base.databasePath, folder, name });
    } catch (error) {
      this.#passUnlessUnreadable(error);
    }
    return name;
  }

  /** Makes the closed base a copy where it lies; its name, or '' when it is too damaged for one. */
  async #keepPresent(name: string): Promise<string> {
    const { keeper, profile, base } = this.parts;
    if (!existsSync(base.databasePath)) return '';
    try {
      await keeper.during('seal', { base: this.#present(), origin: originOf(profile) });
      return name;
    } catch (error) {
      this.#passUnlessUnreadable(error);
      return '';
    }
  }

  /** Only a base that cannot be read is put aside as it is; a full disk is no reason to give up the present state. */
  #passUnlessUnreadable(error: unknown): void {
    const { code } = toFailure(error);
    if (code !== 'store-corrupt' && code !== 'store-wrong-key') throw error;
    this.parts.log.warn(`the present base is put aside: ${describeError(error)}`);
  }

  /** Where a copy lies. @throws AppError `file-not-found` */
  async #find(source: string): Promise<Found> {
    const { keeper, base } = this.parts;
    if (!isAbsolute(source)) {
      const { path, at, bytes } = await keeper.find(source);
      return { path, at, bytes, ours: true };
    }
    const found = statSync(source, { throwIfNoEntry: false });
    if (!found?.isFile()) throw new AppError('file-not-found', { name: basename(source) });
    if (source === base.databasePath) throw new AppError('invalid-input', { field: 'source' });
    return { path: source, at: found.mtime.toISOString(), bytes: found.size, ours: false };
  }

  /**
   * Opens a copy with the first key that fits.
   * @throws AppError `copy-other-key` when a password is needed, `copy-no-key-file` when none would help
   */
  async #open(
    source: string,
    secret: string,
  ): Promise<{ found: Found; file: BaseFile; contents: UpkeepOutput<'preview'> }> {
    const { keeper, keys } = this.parts;
    const found = await this.#find(source);
    const present = this.#present();
    const candidates = secret === '' ? keys.known(found.path) : await keys.opened(found.path, secret);
    for (const encryptionKey of candidates) {
      const file: BaseFile = { path: found.path, encryptionKey };
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
