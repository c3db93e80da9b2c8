import type { RescueCopy, RescueState } from '@shared/backups/contract';
import type { Log } from '../app/log';
import type { States } from '../ipc/states';
import { startMaintenance } from '../maintenance/client';
import { describeError } from '../threads/failures';
import type { BackupsKeeper } from './keeper';
import { rescuedPath } from './restore';

export interface RescuerParts {
  readonly states: States;
  readonly log: Log;
  readonly keeper: BackupsKeeper;
  readonly databasePath: string;
  readonly encryptionKey: () => string;
}

/** How many of the newest copies are tried until one is whole. */
const backupsTried = 5;

/** Saves what can be read of a damaged database, while the window tells of it. */
export class Rescuer {
  #state: RescueState = { phase: 'idle' };

  constructor(private readonly parts: RescuerParts) {}

  get state(): RescueState {
    return this.#state;
  }

  /** Begins; once at a time. */
  async start(): Promise<void> {
    if (this.#state.phase === 'running') return;
    const { keeper, databasePath, encryptionKey, log } = this.parts;
    this.#tell({ phase: 'running', read: 0 });
    await keeper.look();
    const key = encryptionKey();
    try {
      const { report, copy } = await startMaintenance(
        'rescue',
        {
          damaged: { path: databasePath, encryptionKey: key },
          target: { path: rescuedPath(databasePath), encryptionKey: key },
          backups: (await keeper.backups())
            .slice(0, backupsTried)
            .map(({ path, name, at }) => ({ path, name, at, encryptionKey: key })),
        },
        log,
        { read: (read) => this.#tell({ phase: 'running', read }) },
      ).done;
      this.#tell({ phase: 'done', report, copy });
    } catch (error) {
      // The damage may end the process that reads it: then the copies are all there is.
      log.error(`rescue: ${describeError(error)}`);
      this.#tell({ phase: 'done', report: null, copy: await this.#soundCopy(key) });
    }
  }

  /** The newest copy that is whole, each opened in a process of its own; null when none is. */
  async #soundCopy(encryptionKey: string): Promise<RescueCopy | null> {
    const { keeper, log } = this.parts;
    for (const { path, name, at } of (await keeper.backups()).slice(0, backupsTried)) {
      try {
        const { counts } = await startMaintenance('preview', { copy: { path, encryptionKey } }, log).done;
        return { name, at, counts, newer: 0 };
      } catch (error) {
        log.warn(`rescue: ${describeError(error)}`);
      }
    }
    return null;
  }

  /** After the database was opened again. */
  reset(): void {
    if (this.#state.phase !== 'idle') this.#tell({ phase: 'idle' });
  }

  #tell(state: RescueState): void {
    this.#state = state;
    this.parts.states.publish('backups.rescue', state);
  }
}
