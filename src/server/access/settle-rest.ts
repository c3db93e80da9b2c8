import { setTimeout as pause } from 'node:timers/promises';
import { announceChange } from '../replication/announce';
import type { ServedCollections } from '../replication/collections';
import { lockSequence, saveSequence } from '../replication/sequence';
import type { Database, Rows } from '../store/database';
import { settleCards } from './cards';
import type { ViewerCache } from './viewers';
import { writeMoves } from './visibility-changes';

/** Records settled in one step: the workspace is held no longer than by a push. */
const stepRecords = 100;

export interface SettleContext {
  readonly database: Database;
  readonly workspace: string;
  readonly collections: ServedCollections;
  readonly viewers: ViewerCache;
  /** Waits for a turn among the pushes. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly failed: (error: unknown) => void;
}

const nothingWritten = { collection: '', ids: new Set<string>() };

/**
 * Gives the records of large cards to the people the cards have now, step by step, beside the pushes. What is still to
 * be done stands in the table `unsettled`, so it goes on after a crash; several instances help each other.
 */
export class SettleRest {
  private running: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(private readonly context: SettleContext) {}

  /** There is something to settle, or may be. */
  begin(): void {
    this.again = true;
    this.running ??= this.work().finally(() => {
      this.running = undefined;
      if (this.again && !this.closed) this.begin();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async work(): Promise<void> {
    this.again = false;
    try {
      while (!this.closed) {
        const begun = performance.now();
        if (!(await this.context.inTurn(() => this.step()))) return;
        // As long as it took: half of the time is everybody else's.
        await pause(performance.now() - begun);
      }
    } catch (error) {
      // Begun again with the next card that is too large, or when the server starts.
      this.context.failed(error);
    }
  }

  /** @returns whether there may be more */
  private async step(): Promise<boolean> {
    const { database, workspace, collections, viewers: cache } = this.context;
    return database.transaction(async (rows: Rows) => {
      const before = await lockSequence(rows, workspace);
      const [next] = await rows.query<{ card: string }>(
        'SELECT card FROM unsettled WHERE workspace = $1 ORDER BY card LIMIT 1',
        [workspace],
      );
      if (next === undefined) return false;
      const viewers = await cache.current(rows);
      const parts = { rows, workspace, collections, viewers, atOnce: stepRecords };
      const { moves, seq, isSettled } = await settleCards(parts, [next.card], nothingWritten, before);
      await writeMoves(rows, workspace, moves);
      if (isSettled) {
        await rows.query('DELETE FROM unsettled WHERE workspace = $1 AND card = $2', [workspace, next.card]);
      }
      if (seq > before) await saveSequence(rows, workspace, seq);
      for (const name of new Set(moves.map(({ collection }) => collection))) {
        await announceChange(rows, workspace, name);
      }
      return true;
    });
  }
}
