import { difference, type LiveAnswer, type Snapshot, snapshotOf } from '@shared/lib/live-answer';
import type { Result } from '@shared/lib/result';

/** The least pause between two answers to the same question, in milliseconds: a frame. */
const frameMs = 12;
/** However slow a query is, it is asked again after this pause while writes keep coming, in milliseconds. */
const longestPauseMs = 1000;
/** A query that was due so long ago goes before cheaper ones, in milliseconds. */
const overdueMs = 500;

/** What a watcher has been told last. */
type Told = 'nothing' | 'answer' | 'refusal';

/** An answer with the collections it was read from. */
export interface Asked {
  readonly result: Result<unknown>;
  readonly dependsOn: Iterable<string>;
}

/** A question somebody watches: asked once, however many windows show it. */
interface Watched {
  readonly key: string;
  /** What any of its answers was read from. */
  readonly dependsOn: Set<string>;
  readonly run: () => Asked;
  readonly watchers: Map<number, Told>;
  /** The last answer; undefined before the first and after a failure. */
  last: Snapshot | undefined;
  failed: string;
  dirty: boolean;
  dirtySince: number;
  /** The moment from which it may be asked again, and what it took the last time, in milliseconds. */
  due: number;
  cost: number;
}

/**
 * Keeps live queries answered. What a person has just asked for goes first; then, after a change, the queries that
 * depend on it, the quickest first, one at a time, so that a new question never waits for more than one of them. The
 * first change after a quiet moment is followed at once; while writes keep coming a query rests twice as long as it
 * took, so that it never takes more than a third of the thread. Whoever has an answer is sent the difference only.
 */
export class LiveQueries {
  readonly #watched = new Map<string, Watched>();
  readonly #keys = new Map<number, string>();
  /** Questions without an answer, in the order in which they were asked. */
  readonly #asked = new Set<Watched>();
  #next: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (id: number, answer: LiveAnswer) => void) {}

  /**
   * Answers soon, and again whenever the answer is another one.
   * @param run asks once; two watchers of the same name and input share one answer
   */
  watch(id: number, name: string, input: unknown, run: () => Asked): void {
    const key = `${name} ${JSON.stringify(input)}`;
    let watched = this.#watched.get(key);
    if (!watched) {
      watched = {
        key,
        dependsOn: new Set(),
        run,
        watchers: new Map(),
        last: undefined,
        failed: '',
        dirty: true,
        dirtySince: 0,
        due: 0,
        cost: 0,
      };
      this.#watched.set(key, watched);
    }
    this.#keys.set(id, key);
    if (watched.last && !watched.dirty) {
      watched.watchers.set(id, 'answer');
      this.send(id, { ok: true, whole: watched.last.whole });
      return;
    }
    watched.watchers.set(id, 'nothing');
    watched.dirty = true;
    this.#asked.add(watched);
    this.#goOn();
  }

  unwatch(id: number): void {
    const watched = this.#watched.get(this.#keys.get(id) ?? '');
    this.#keys.delete(id);
    if (!watched) return;
    watched.watchers.delete(id);
    if (watched.watchers.size > 0) return;
    this.#watched.delete(watched.key);
    this.#asked.delete(watched);
  }

  /** Told after each commit which collections it wrote. */
  changed(collections: readonly string[]): void {
    const now = performance.now();
    let any = false;
    for (const watched of this.#watched.values()) {
      if (watched.dirty || !collections.some((name) => watched.dependsOn.has(name))) continue;
      watched.dirty = true;
      watched.dirtySince = now;
      any = true;
    }
    if (any) this.#goOn();
  }

  /** Marks everything for another run: the store was opened again, or the session changed. */
  refreshAll(): void {
    for (const watched of this.#watched.values()) {
      watched.dirty = true;
      watched.dirtySince = performance.now();
      watched.due = 0;
    }
    this.#goOn();
  }

  /** How many different questions are watched. */
  get size(): number {
    return this.#watched.size;
  }

  /** Between two steps the thread hears what main says: questions taken back, and new ones. */
  #goOn(): void {
    this.#next ??= setImmediate(() => {
      this.#next = undefined;
      this.#step();
    });
  }

  #step(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const next = this.#asked.values().next().value ?? this.#mostUrgent();
    if (next) {
      this.#answer(next);
      this.#goOn();
      return;
    }
    let soonest = Number.POSITIVE_INFINITY;
    for (const { dirty, due } of this.#watched.values()) if (dirty) soonest = Math.min(soonest, due);
    if (soonest === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#step(), Math.max(0, soonest - performance.now()));
  }

  #mostUrgent(): Watched | undefined {
    const now = performance.now();
    let best: Watched | undefined;
    for (const watched of this.#watched.values()) {
      if (!watched.dirty || watched.due > now) continue;
      if (now - Math.max(watched.due, watched.dirtySince) > overdueMs) return watched;
      if (!best || watched.cost < best.cost) best = watched;
    }
    return best;
  }

  #answer(watched: Watched): void {
    this.#asked.delete(watched);
    watched.dirty = false;
    const began = performance.now();
    const { result, dependsOn } = watched.run();
    for (const collection of dependsOn) watched.dependsOn.add(collection);
    if (result.ok) this.#tell(watched, snapshotOf(result.value));
    else this.#refuse(watched, result.error.code, { ok: false, error: result.error });
    const ended = performance.now();
    watched.cost = ended - began;
    watched.due = ended + Math.min(longestPauseMs, Math.max(frameMs, 2 * watched.cost));
  }

  #tell(watched: Watched, answer: Snapshot): void {
    const news = watched.last && difference(watched.last, answer);
    for (const [id, told] of watched.watchers) {
      if (told !== 'answer' || !watched.last) this.send(id, { ok: true, whole: answer.whole });
      else if (news) this.send(id, news);
      watched.watchers.set(id, 'answer');
    }
    watched.last = answer;
    watched.failed = '';
  }

  /** A refusal is said once; after it the next answer is sent whole. */
  #refuse(watched: Watched, code: string, answer: LiveAnswer): void {
    for (const [id, told] of watched.watchers) {
      if (told !== 'refusal' || watched.failed !== code) this.send(id, answer);
      watched.watchers.set(id, 'refusal');
    }
    watched.last = undefined;
    watched.failed = code;
  }
}
