import type { RescueCopy, RescueState } from '@shared/copies/contract';
import type { Log } from '../app/log';
import type { States } from '../ipc/states';
import { describeError } from '../threads/failures';
import { startUpkeep } from '../upkeep/client';
import type { CopiesKeeper } from './keeper';
import { rescuedPath } from './restore';

export interface RescuerParts {
  readonly states: States;
  readonly log: Log;
  readonly keeper: CopiesKeeper;
  readonly databasePath: string;
  readonly encryptionKey: () => string;
}

/** How many of the newest copies are tried until one is whole. */
const copiesTried = 5;

/** Saves what can be read of a damaged base, while the window tells of it. */
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
      const { report, copy } = await startUpkeep(
        'rescue',
        {
          damaged: { path: databasePath, encryptionKey: key },
          target: { path: rescuedPath(databasePath), encryptionKey: key },
          copies: (await keeper.copies())
            .slice(0, copiesTried)
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
    for (const { path, name, at } of (await keeper.copies()).slice(0, copiesTried)) {
      try {
        const { counts } = await startUpkeep('preview', { copy: { path, encryptionKey } }, log).done;
        return { name, at, counts, newer: 0 };
      } catch (error) {
        log.warn(`rescue: ${describeError(error)}`);
      }
    }
    return null;
  }

  /** After the base was opened again. */
  reset(): void {
    if (this.#state.phase !== 'idle') this.#tell({ phase: 'idle' });
  }

  #tell(state: RescueState): void {
    this.#state = state;
    this.parts.states.publish('copies.rescue', state);
  }
}
