import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { localUserId, type Session } from '@shared/app/contract';
import type { BackupsState } from '@shared/backups/contract';
import { provisionalSeries } from '@shared/domain/numbering/numbering';
import { AppError } from '@shared/lib/result';
import { defaultSettings, type Settings } from '@shared/settings/contract';
import type { Sealer } from '../security/sealed';
import { readJson, writeJson } from './json-file';

export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/** The server this profile belongs to; the token is kept by `secrets`. */
interface ServerAccount {
  readonly server: string;
  readonly login: string;
  readonly workspace: string;
  /** Raised when the server was restored from a backup: replication begins anew under another identity. */
  readonly epoch: number;
  /** The last contact with the server, and how many days the device may be away from it: see `sync/lease.ts`. */
  readonly contactAt?: string;
  readonly leaseDays?: number;
  /**
   * The person has left the server, which does not know it yet: nothing is exchanged, the lease goes on. Otherwise
   * whoever finds the computer would end its lease by leaving without a line.
   */
  readonly leaving?: boolean;
}

/** Everything a profile remembers besides the database itself. */
export interface ProfileState {
  readonly welcomed: boolean;
  readonly demo: boolean;
  readonly session: Session;
  readonly settings: Settings;
  readonly window: WindowPlace;
  readonly account: ServerAccount | null;
  /** Instant up to which reminders were shown. */
  readonly remindedUntil: string;
  /** How often the database was exchanged for a copy: each time begins a new series of documents. */
  readonly restores: number;
  /** The series is this device's own makeshift until the server has given one after a restore. */
  readonly seriesDue: boolean;
  /** How many starts in a row ended before they had stood for a while. */
  readonly starts: number;
  /** Whether the last session closed its database; else the database is checked at start. */
  readonly closedCleanly: boolean;
  /** Tells whether the present key is the one that opened the database before; '' at first. */
  readonly keyFingerprint: string;
  /** Minutes without input after which the program locks itself; 0 for never. */
  readonly autoLockMinutes: number;
  /** Folders that hold a copy of the wrapped key: renewed with every change of the password. */
  readonly keyFolders: readonly string[];
  /** Why the routine's last copy was not made where it belongs; told again at the next start, until one is made. */
  readonly copyFailure: BackupsState['failure'];
}

/** What is needed before anybody has opened the program, and tells nothing of its owner. Everything else is sealed. */
interface OpenPart {
  readonly window: WindowPlace;
  readonly language: Settings['language'];
  readonly theme: Settings['theme'];
}

/** `profile.json`. The first version kept the whole state in it as it is. */
type Stored = Partial<OpenPart> & { readonly sealed?: unknown } & Partial<ProfileState>;

const purpose = 'profile';

/**
 * The profile's own file, read once and written on every change. Until it is opened by the database's key, and after it
 * was locked, the state is that of nobody, in the language and look of the last person.
 */
export class Profile {
  /** `profile.json` */
  readonly path: string;
  #stored: Stored;
  #sealer: Sealer | undefined;
  #state: ProfileState;
  /** The sealed part on the disk is another key's: which of the two is the database's nobody knows yet. */
  #foreign = false;
  readonly #listeners: ((state: ProfileState) => void)[] = [];

  constructor(readonly folder: string) {
    mkdirSync(join(folder, 'base'), { recursive: true, mode: 0o700 });
    this.path = join(folder, 'profile.json');
    this.#stored = (readJson(this.path) ?? {}) as Stored;
    this.#state = { ...nobody, ...openPartOf(this.#stored) };
  }

  /**
   * Opens the sealed part; one of the first version is sealed at once. One that this key does not open stays on the
   * disk as it is until {@link keyProven}: the key may be a stranger's, and the right one comes back.
   */
  unlock(sealer: Sealer): void {
    const { sealed, ...plain } = this.#stored;
    const opened = sealed ? sealer.open(purpose, sealed) : plain;
    this.#foreign = sealed !== undefined && opened === undefined;
    // Former versions wrote over it and kept it beside.
    const kept = this.#foreign ? (readJson(this.#unopened) as Stored | undefined)?.sealed : undefined;
    const stored = (opened ?? (kept && sealer.open(purpose, kept)) ?? {}) as Partial<ProfileState>;
    this.#sealer = sealer;
    const open = openPartOf(this.#stored);
    this.#state = {
      ...nobody,
      ...stored,
      window: open.window,
      session: { ...(stored.session ?? newSession()), deviceName: hostname() },
      settings: {
        ...defaultSettings,
        ...stored.settings,
        language: open.settings.language,
        theme: open.settings.theme,
      },
    };
    this.#write();
    this.#tell();
  }

  /**
   * The database has opened with the profile's key: a sealed part that this key does not open is damaged, or a stranger's.
   * It is kept beside, since it may be all that knows this device's name.
   */
  keyProven(): void {
    if (!this.#foreign) return;
    try {
      writeJson(this.#unopened, this.#stored);
    } catch {}
    this.#foreign = false;
    this.#write();
  }

  /** Forgets everything sealed. */
  lock(): void {
    this.#sealer = undefined;
    this.#state = { ...nobody, ...openPartOf(this.#stored) };
    this.#tell();
  }

  /** Begins anew: the profile was wiped. What is shown keeps its language and look. */
  forget(): void {
    const { window, language, theme } = this.#stored;
    this.#stored = {
      ...(window ? { window } : {}),
      ...(language ? { language } : {}),
      ...(theme ? { theme } : {}),
    };
    this.lock();
  }

  get state(): ProfileState {
    return this.#state;
  }

  get databasePath(): string {
    return join(this.folder, 'base', 'kartoteka.db');
  }

  get backupsFolder(): string {
    return join(this.folder, 'copies');
  }

  /** @throws AppError `app-locked` for anything but the window's place while the profile is locked */
  change(patch: Partial<ProfileState>): void {
    const { window: _window, ...others } = patch;
    if (!this.#sealer && Object.keys(others).length > 0) throw new AppError('app-locked');
    this.#state = { ...this.#state, ...patch };
    this.#write();
    this.#tell();
  }

  onChange(listener: (state: ProfileState) => void): void {
    this.#listeners.push(listener);
  }

  get #unopened(): string {
    return `${this.path}.unopened`;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#state);
  }

  /** A full disk must not stop the program: the state stays in memory and is written with the next change. */
  #write(): void {
    const { window, settings } = this.#state;
    const { language, theme } = settings;
    // While locked the sealed part, and the whole of a file of the first version, stay as they are.
    if (!this.#sealer) this.#stored = { ...this.#stored, window };
    else if (this.#foreign) this.#stored = { ...this.#stored, window, language, theme };
    else this.#stored = { window, language, theme, sealed: this.#sealer.seal(purpose, this.#state) };
    try {
      writeJson(this.path, this.#stored);
    } catch {}
  }
}

/** The state while nobody has opened the profile. */
const nobody: ProfileState = {
  welcomed: false,
  demo: false,
  session: { userId: '', userName: '', deviceId: '', deviceName: '', series: '' },
  settings: defaultSettings,
  window: { width: 1280, height: 800, maximized: false },
  account: null,
  remindedUntil: '',
  restores: 0,
  seriesDue: false,
  starts: 0,
  closedCleanly: true,
  keyFingerprint: '',
  autoLockMinutes: 15,
  keyFolders: [],
  copyFailure: null,
};

function openPartOf({
  window,
  language,
  theme,
  settings,
}: Stored): Pick<ProfileState, 'window' | 'settings'> {
  return {
    window: window ?? nobody.window,
    settings: {
      ...defaultSettings,
      language: language ?? settings?.language ?? defaultSettings.language,
      theme: theme ?? settings?.theme ?? defaultSettings.theme,
    },
  };
}

function newSession(): Omit<Session, 'deviceName'> {
  const deviceId = randomUUID();
  return {
    userId: localUserId(deviceId),
    userName: '',
    deviceId,
    series: provisionalSeries(deviceId),
  };
}
