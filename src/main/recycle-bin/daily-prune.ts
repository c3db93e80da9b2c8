import { keptSince } from '@shared/recycle-bin/term';
import type { Log } from '../app/log';
import type { Profile } from '../app/profile';
import type { Maintenance } from '../maintenance/client';
import { describeError, toFailure } from '../threads/failures';

/** The morning belongs to the person: the first time a while after the database was opened, then once a day. */
const firstMs = 5 * 60_000;
const againMs = 24 * 60 * 60_000;

interface Parts {
  readonly profile: Profile;
  readonly file: () => { readonly path: string; readonly encryptionKey: string };
  readonly log: Log;
}

/** Takes away what the term of history and recycle bin is over for, while the database stands open. */
export class DailyPrune {
  #timer: NodeJS.Timeout | undefined;
  #running: Maintenance<'prune'> | undefined;
  #open = false;

  constructor(private readonly parts: Parts) {}

  opened(): void {
    this.#open = true;
    this.#wait(firstMs);
  }

  /** The database is about to be closed: what is under way ends where it is, and goes on another day. */
  async closed(): Promise<void> {
    this.#open = false;
    clearTimeout(this.#timer);
    const running = this.#running;
    running?.cancel();
    await running?.done.catch(() => undefined);
  }

  async #prune(): Promise<void> {
    const { profile, file, log } = this.parts;
    const before = keptSince(new Date().toISOString(), profile.state.settings.keepHistory);
    if (before !== '') {
      try {
        const { startMaintenance } = await import('../maintenance/client');
        if (!this.#open) return;
        const synced = profile.state.account !== null;
        this.#running = startMaintenance('prune', { database: file(), before, synced }, log);
        await this.#running.done;
      } catch (error) {
        if (toFailure(error).code !== 'copy-cancelled') log.warn(`prune: ${describeError(error)}`);
      } finally {
        this.#running = undefined;
      }
    }
    this.#wait(againMs);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    // Closed meanwhile: its next opening begins anew.
    if (!this.#open) return;
    this.#timer = setTimeout(() => void this.#prune(), ms);
    this.#timer.unref();
  }
}
