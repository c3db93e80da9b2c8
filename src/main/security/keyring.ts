import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/lib/result';
import { formatRecoveryCode, parseRecoveryCode, recoveryCodeBytes } from '@shared/security/recovery-code';
import { type KeyFile, readOwnKeyFile, type SystemWrap, type Wrap, writeKeyFile } from './key-file';
import { draftKeyOf, makeSealer, type Sealed, type Sealer } from './sealed';
import type { Strength, SystemKeyStore } from './system-key-store';
import {
  costsAre,
  keyIdOf,
  presentCosts,
  type ScryptCosts,
  type SecretWrap,
  unwrapKey,
  wrapKey,
} from './wrap';

export interface KeyringOptions {
  /** The profile's folder. */
  readonly folder: string;
  readonly store: SystemKeyStore;
  /** The present instant, ISO. */
  readonly now: () => string;
  readonly costs?: ScryptCosts;
}

/**
 * The database key and the ways it is wrapped: by a password, a recovery code, the system's key store. Changing any
 * of them wraps the same key anew; the database itself is never encrypted twice. Knows nothing of Electron but the store
 * it is given.
 */
export class Keyring {
  readonly #path: string;
  #file: KeyFile | undefined;
  #key: Buffer | undefined;
  readonly #former = new Map<string, Buffer>();
  readonly #whenRewrapped: (() => void)[] = [];

  constructor(private readonly options: KeyringOptions) {
    this.#path = join(options.folder, 'keys.json');
  }

  /** Has `work` done after every change of the wrappings: copies of the key file elsewhere are then out of date. */
  whenRewrapped(work: () => void): void {
    this.#whenRewrapped.push(work);
  }

  get path(): string {
    return this.#path;
  }

  /** The key file as it is on the disk; undefined before the first one was made. */
  get file(): KeyFile | undefined {
    return this.#file;
  }

  get unlocked(): boolean {
    return this.#key !== undefined;
  }

  get hasPassword(): boolean {
    return this.#wrap('password') !== undefined;
  }

  /** Instant of the recovery code, or ''. */
  get recoveryCodeAt(): string {
    return (this.#wrap('recovery') as SecretWrap | undefined)?.madeAt ?? '';
  }

  /** Whether a start needs the password. */
  get asksAtStart(): boolean {
    return this.hasPassword && !this.#wrap('system');
  }

  /** How a key without a password is kept by this computer. */
  get protection(): Strength {
    return this.options.store.strength;
  }

  get keyId(): string {
    return this.#file?.keyId ?? '';
  }

  /** 64 hexadecimal digits for SQLite. @throws AppError `app-locked` */
  databaseKey(): string {
    return this.#present().toString('hex');
  }

  /** @throws AppError `app-locked` */
  draftKey(): string {
    return draftKeyOf(this.#present());
  }

  /** Seals and opens what the profile keeps beside the database. @throws AppError `app-locked` */
  get sealer(): Sealer {
    this.#present();
    return makeSealer(this.keyId, (id) => this.keyOf(id));
  }

  /** A key this profile has or had by its id: files put aside before another database was taken over stay readable. */
  keyOf(keyId: string): Buffer | undefined {
    return keyId === this.keyId ? this.#key : this.#former.get(keyId);
  }

  /**
   * Reads the key file and opens it where the system alone can.
   * @returns `open`; `locked` when a password is needed; `none` when there is no key file yet
   * @throws AppError `key-unavailable` when only the system could open it and will not, `key-file-damaged`
   */
  start(): 'open' | 'locked' | 'none' {
    this.#file = readOwnKeyFile(this.#path);
    if (!this.#file) return 'none';
    if (!existsSync(this.#path)) writeKeyFile(this.#path, this.#file);
    if (this.#wrap('system')) {
      try {
        this.unlockBySystem();
        return 'open';
      } catch (error) {
        if (!this.hasPassword) throw error;
      }
    }
    return 'locked';
  }

  /** Keeps a key for the first time, without a password. @param key 32 bytes; random when absent */
  create(key: Buffer = randomBytes(32)): void {
    this.#write([this.#systemWrap(key)], key);
    this.#key = Buffer.from(key);
  }

  /** @throws AppError `key-unavailable` */
  unlockBySystem(): void {
    const wrap = this.#wrap('system') as SystemWrap | undefined;
    let key: Buffer | undefined;
    try {
      key = wrap && Buffer.from(this.options.store.unwrap(wrap.value), 'hex');
    } catch {}
    if (key?.length !== 32 || keyIdOf(key) !== this.keyId) throw new AppError('key-unavailable');
    this.#take(key);
  }

  /**
   * Opens by the password; a wrapping by older costs is renewed on the way.
   * @returns whether it fits
   */
  async unlock(password: string): Promise<boolean> {
    const wrap = this.#wrap('password') as SecretWrap | undefined;
    const key = wrap && (await unwrapKey(wrap, this.keyId, password));
    if (!key) return false;
    this.#take(key);
    if (!costsAre(wrap, this.#costs)) {
      // A full disk must not keep a person out: the old wrapping goes on to serve.
      await this.#rewrap('password', password).catch(() => {});
    }
    return true;
  }

  /** Opens by the recovery code. @returns whether it fits @throws AppError `recovery-code-typo` with the group */
  async unlockByCode(typed: string): Promise<boolean> {
    const parsed = parseRecoveryCode(typed);
    if (!parsed.ok) throw new AppError('recovery-code-typo', { group: parsed.group });
    const wrap = this.#wrap('recovery') as SecretWrap | undefined;
    const key = wrap && (await unwrapKey(wrap, this.keyId, parsed.code));
    if (key) this.#take(key);
    return key !== undefined;
  }

  /** Whether this is the password; leaves everything as it is. */
  async isPassword(password: string): Promise<boolean> {
    const wrap = this.#wrap('password') as SecretWrap | undefined;
    const key = wrap && (await unwrapKey(wrap, this.keyId, password));
    key?.fill(0);
    return key !== undefined;
  }

  /** Sets or changes the password of the open key; the first one ends the opening by the system alone. */
  async setPassword(password: string): Promise<void> {
    const first = !this.hasPassword;
    await this.#rewrap('password', password, first ? ['system'] : []);
  }

  /** From now on the system alone opens the key. */
  removePassword(): void {
    const key = this.#present();
    this.#write([this.#systemWrap(key)], key);
  }

  /** A new recovery code; the former one opens nothing any more. */
  async newRecoveryCode(): Promise<string> {
    const code = formatRecoveryCode(randomBytes(recoveryCodeBytes));
    await this.#rewrap('recovery', code);
    return code;
  }

  /** @throws AppError `key-unavailable` where the system's store is no protection */
  setAskAtStart(ask: boolean): void {
    const key = this.#present();
    if (!this.hasPassword || ask === this.asksAtStart) return;
    if (!ask && this.protection === 'weak') throw new AppError('key-unavailable');
    const others = this.#wraps.filter(({ kind }) => kind !== 'system');
    this.#write(ask ? others : [...others, this.#systemWrap(key)], key);
  }

  /**
   * Takes over the key of a database that came from elsewhere, with the password and the recovery code that go with it;
   * the former key stays known, sealed under the new one.
   */
  adopt(foreign: KeyFile, key: Buffer): void {
    const before = this.#present();
    if (keyIdOf(key) === this.keyId) return;
    this.#former.set(this.keyId, before);
    const secrets = foreign.wraps.filter(({ kind }) => kind !== 'system');
    this.#write(secrets.length > 0 ? secrets : [this.#systemWrap(key)], key);
    this.#key = Buffer.from(key);
  }

  /** Drops the key from the memory. */
  lock(): void {
    this.#key?.fill(0);
    this.#key = undefined;
    for (const key of this.#former.values()) key.fill(0);
    this.#former.clear();
  }

  /** Forgets everything: the profile was wiped. */
  forget(): void {
    this.lock();
    this.#file = undefined;
  }

  get #costs(): ScryptCosts {
    return this.options.costs ?? presentCosts;
  }

  get #wraps(): readonly Wrap[] {
    return this.#file?.wraps ?? [];
  }

  #wrap(kind: Wrap['kind']): Wrap | undefined {
    return this.#wraps.find((wrap) => wrap.kind === kind);
  }

  #present(): Buffer {
    if (!this.#key) throw new AppError('app-locked');
    return this.#key;
  }

  #systemWrap(key: Buffer): SystemWrap {
    const { store } = this.options;
    return { kind: 'system', strength: store.strength, value: store.wrap(key.toString('hex')) };
  }

  async #rewrap(
    kind: SecretWrap['kind'],
    secret: string,
    without: readonly Wrap['kind'][] = [],
  ): Promise<void> {
    const key = this.#present();
    const wrap = await wrapKey(key, { kind, secret, madeAt: this.options.now(), costs: this.#costs });
    const others = this.#wraps.filter((one) => one.kind !== kind && !without.includes(one.kind));
    this.#write([wrap, ...others], key);
  }

  #write(wraps: readonly Wrap[], key: Buffer): void {
    const keyId = keyIdOf(key);
    const sealing = makeSealer(keyId, (id) => (id === keyId ? key : undefined));
    const former: Sealed[] = [...this.#former].map(([id, one]) =>
      sealing.seal('former-key', { id, key: one.toString('hex') }),
    );
    const file: KeyFile = { format: 'kartoteka-keys', version: 1, keyId, wraps, former };
    writeKeyFile(this.#path, file);
    this.#file = file;
    for (const work of this.#whenRewrapped) work();
  }

  #take(key: Buffer): void {
    this.#key = key;
    const sealing = makeSealer(this.keyId, (id) => (id === this.keyId ? key : undefined));
    for (const sealed of this.#file?.former ?? []) {
      const one = sealing.open('former-key', sealed) as { id: string; key: string } | undefined;
      if (one) this.#former.set(one.id, Buffer.from(one.key, 'hex'));
    }
  }
}
