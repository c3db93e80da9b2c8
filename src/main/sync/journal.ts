import type { SyncEvent, SyncEventKind } from '@shared/sync/contract';

/** As many as are kept. */
const most = 100;
/** Counts of one kind within this time are one line, in milliseconds. */
const togetherMs = 10_000;

/** What happened between this device and the server lately, newest first, without any record's content. */
export class Journal {
  #events: readonly SyncEvent[] = [];

  constructor(
    private readonly now: () => string,
    private readonly changed: (events: readonly SyncEvent[]) => void,
  ) {}

  /** @param code why, for something that went wrong @param count how many records or files */
  add(kind: SyncEventKind, { code = '', count = 0 } = {}): void {
    const [last, ...rest] = this.#events;
    const at = this.now();
    const same = last?.kind === kind && last.code === code;
    // The same failure again says nothing new; the same kind of travel adds up.
    if (same && count === 0) return;
    const together = same && Date.parse(at) - Date.parse(last.at) < togetherMs;
    this.#events = together
      ? [{ ...last, count: last.count + count }, ...rest]
      : [{ at, kind, code, count }, ...this.#events].slice(0, most);
    this.changed(this.#events);
  }
}
