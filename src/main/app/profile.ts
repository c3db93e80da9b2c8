import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { localUserId, type Session } from '@shared/app/contract';
import { provisionalSeries } from '@shared/numbering/numbering';
import { defaultSettings, type Settings } from '@shared/settings/contract';
import { readJson, writeJson } from './json-file';

export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/** The server this profile belongs to; the token is kept by `secrets`. */
export interface ServerAccount {
  readonly server: string;
  readonly login: string;
  readonly workspace: string;
  /** Raised when the server was restored from a backup: replication begins anew under another identity. */
  readonly epoch: number;
}

/** Everything a profile remembers besides the base itself. */
export interface ProfileState {
  readonly welcomed: boolean;
  readonly demo: boolean;
  readonly session: Session;
  readonly settings: Settings;
  readonly window: WindowPlace;
  readonly account: ServerAccount | null;
  /** Instant up to which reminders were shown. */
  readonly remindedUntil: string;
  /** Whether the last session closed its base; else the base is checked at start. */
  readonly closedCleanly: boolean;
  /** Tells whether the present key is the one that opened the base before; '' at first. */
  readonly keyFingerprint: string;
}

/** The profile's own file, read once and written on every change. */
export class Profile {
  readonly #path: string;
  #state: ProfileState;
  readonly #listeners: ((state: ProfileState) => void)[] = [];

  constructor(readonly folder: string) {
    mkdirSync(join(folder, 'base'), { recursive: true, mode: 0o700 });
    this.#path = join(folder, 'profile.json');
    const stored = (readJson(this.#path) ?? {}) as Partial<ProfileState>;
    this.#state = {
      welcomed: false,
      demo: false,
      window: { width: 1280, height: 800, maximized: false },
      account: null,
      remindedUntil: '',
      closedCleanly: true,
      keyFingerprint: '',
      ...stored,
      session: { ...(stored.session ?? newSession()), deviceName: hostname() },
      settings: { ...defaultSettings, ...stored.settings },
    };
    if (!stored.session) this.#write();
  }

  get state(): ProfileState {
    return this.#state;
  }

  get databasePath(): string {
    return join(this.folder, 'base', 'kartoteka.db');
  }

  get copiesFolder(): string {
    return join(this.folder, 'copies');
  }

  change(patch: Partial<ProfileState>): void {
    this.#state = { ...this.#state, ...patch };
    this.#write();
    for (const listener of this.#listeners) listener(this.#state);
  }

  onChange(listener: (state: ProfileState) => void): void {
    this.#listeners.push(listener);
  }

  /** A full disk must not stop the program: the state stays in memory and is written with the next change. */
  #write(): void {
    try {
      writeJson(this.#path, this.#state);
    } catch {}
  }
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
