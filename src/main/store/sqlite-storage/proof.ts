import { statSync } from 'node:fs';
import type { Database, OpenOptions } from './adapter';
import { isSound } from './check';
import { StoreError } from './errors';
import { lookInside } from './layout';
import { letGo } from './release';
import { RestCheck } from './rest-check';
import {
  COMPARED_AT_ONCE,
  type Compared,
  compareSeal,
  type FileIdentity,
  ITS_BEGINNING,
  identityOf,
  sealFile,
} from './seal';

const NEVER_SEALED: Compared = { wasSealed: false, unchecked: undefined };
const DAMAGED = 'a text, a page or an index of the file is damaged';

type Found = OpenOptions & { readonly onFound?: ((db: Database) => void) | undefined };

/** Whether a file is what was written: found out when it is opened, and sealed for the next time when it is closed. */
export class Proof {
  readonly #path: string;
  readonly #inMemory: boolean;
  readonly #compared: Compared;
  /** Whether the key was seen to open the file. */
  readonly keyKnown: boolean;
  readonly #isSmall: boolean;
  #proven: boolean;
  #doubted = false;
  #identity: FileIdentity | undefined;
  #rest: RestCheck | undefined;
  #db: Database | undefined;
  /** Told when the comparison of a large file with its seal, which goes on beside the work, finds damage. */
  whenDamaged: () => void = () => {};

  /**
   * Looks at a file before it is opened for writing: compares it with its seal, and reads a small one that has none
   * through, which a crash has left, or a version that knew of none. Where it refuses no byte has changed.
   * @throws StoreError `store-corrupt`, and what `onFound` throws
   */
  constructor(options: Found) {
    const { path } = options;
    this.#path = path;
    this.#inMemory = path === ':memory:';
    this.#compared = this.#inMemory ? NEVER_SEALED : compareSeal(path);
    const size = this.#inMemory ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    this.#isSmall = size <= COMPARED_AT_ONCE;
    this.#proven = size === 0 || this.#compared.wasSealed;
    const reads = !this.#proven && this.#isSmall;
    this.keyKnown = lookInside({
      ...options,
      onFound: (db) => {
        options.onFound?.(db);
        if (!reads) return;
        if (!isSound(db)) throw new StoreError('store-corrupt', DAMAGED);
        this.#proven = true;
        // What has read it holds the file until then, and nobody could seal it.
        void letGo();
      },
    });
  }

  /** Where others may have been writing the file while it was looked at, it is read with a lock. @throws StoreError */
  opened(db: Database): void {
    this.#db = db;
    if (this.#proven || !this.#isSmall) return;
    if (!isSound(db)) throw db.damaged(DAMAGED);
    this.#proven = true;
  }

  /**
   * The file stands open: what of a large one was not compared is compared beside the work.
   * @param folded how many pages of the log a commit folds, when it is over
   */
  begin(folded: () => number): void {
    if (this.#inMemory || this.#db === undefined) return;
    this.#identity = identityOf(this.#path);
    const seal = this.#compared.unchecked;
    if (seal === undefined) return;
    const db = this.#db;
    db.exec('PRAGMA wal_autocheckpoint=0');
    this.#rest = new RestCheck(this.#path, seal, ITS_BEGINNING, (sound) => {
      if (!db.isOpen) return;
      this.#seeRest(sound);
      if (sound) db.exec(`PRAGMA wal_autocheckpoint=${folded()}`);
    });
  }

  /** Before anything is folded into the file: what is still to be compared is compared now. */
  finish(): void {
    if (this.#rest?.goesOn === true) this.#seeRest(this.#rest.finish());
  }

  /**
   * Whether the whole file was found to be what was written: by its seal, or because it was read through or is new, and
   * no damage was met since.
   */
  get holds(): boolean {
    return this.#proven && !this.#doubted && this.#db?.isDamaged === false;
  }

  /** A large file without a seal: it was neither compared nor read through. */
  get isMissing(): boolean {
    return !this.#proven && this.#rest === undefined;
  }

  /** The file was read through elsewhere, and found sound or damaged. */
  prove(sound: boolean): void {
    if (sound) this.#proven = true;
    else this.#doubted = true;
  }

  /**
   * Makes the file one that is complete without its log, which SQLite does for the last connection alone, and seals it.
   * Its log is folded, and every commit is on the disk.
   * @returns false: others have it open
   */
  seal(): boolean {
    const db = this.#db;
    if (db === undefined || this.#identity === undefined || !this.holds) return false;
    if (db.get('PRAGMA journal_mode=DELETE')?.[0] !== 'delete') return false;
    // Nobody can open it before the seal is on.
    db.exec('BEGIN EXCLUSIVE');
    try {
      const pages = Number(db.get('PRAGMA page_count')?.[0]);
      sealFile(this.#path, pages * Number(db.get('PRAGMA page_size')?.[0]), this.#identity);
    } finally {
      db.exec('ROLLBACK');
    }
    return true;
  }

  /**
   * After the connection was closed.
   * @param alone whether nobody else has the file open: closing it would let go of the locks of others in this process
   */
  closed(alone: boolean): void {
    if (alone) this.#rest?.close();
  }

  #seeRest(sound: boolean): void {
    this.#proven = sound;
    if (sound) return;
    this.#db?.condemn();
    this.whenDamaged();
  }
}
