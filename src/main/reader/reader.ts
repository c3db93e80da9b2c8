import type { CollectionName, Records } from '@shared/collections';
import type { CallInput, CallOutput, LiveName } from '@shared/contract';
import type { Database, SqlParameter, SqlRow } from '../store/sqlite-storage/adapter';
import { parseStored } from '../store/sqlite-storage/stored';
import { table } from '../store/table-name';
import type { Dependencies } from './dependencies';

/** A live query: pure but for reading the store. What it depends on is seen while it reads: see dependencies.ts. */
export type Query<N extends LiveName> = (reader: Reader, input: CallInput<N>) => CallOutput<N>;

/** One query for every live name of the contract. */
export type Queries = { readonly [N in LiveName]: Query<N> };

/** The queries of one feature. */
export type FeatureQueries<Prefix extends string> = {
  readonly [N in LiveName as N extends `${Prefix}.${string}` ? N : never]: Query<N>;
};

/** Who asks, as far as a query needs to know it. */
export interface ReaderSession {
  readonly userId: string;
}

/** Read-only access to the store: SQL over the tables that docs/architecture.md describes. */
export class Reader {
  readonly #userNames = new Map<string, string>();

  constructor(
    readonly db: Database,
    /** Folder of the files shipped with the program. */
    readonly resources: string,
    public session: ReaderSession,
    /** Sees what is read; told of by `db` itself. */
    private readonly dependencies?: Dependencies,
    /** Runs the live queries on a collection again. */
    private readonly again?: (collection: CollectionName) => void,
  ) {}

  readonly #again = new Map<CollectionName, NodeJS.Timeout>();

  /** Has the live queries on a collection run again in a while: what they answered now is about to settle. */
  askAgain(collection: CollectionName, ms: number): void {
    if (this.#again.has(collection)) return;
    const timer = setTimeout(() => {
      this.#again.delete(collection);
      this.again?.(collection);
    }, ms);
    timer.unref();
    this.#again.set(collection, timer);
  }

  /** All rows, each an array in the order of the selected columns. */
  rows(sql: string, parameters: readonly SqlParameter[] = []): SqlRow[] {
    return this.db.all(sql, parameters);
  }

  /** The first column of the first row as a number, 0 when there is none. */
  number(sql: string, parameters: readonly SqlParameter[] = []): number {
    return Number(this.db.get(sql, parameters)?.[0] ?? 0);
  }

  /** A whole record by id, or null when it is not there or deleted. */
  record<N extends CollectionName>(name: N, id: string): Records[N] | null {
    const row = this.db.get(`SELECT data FROM ${table(name)} WHERE id = ? AND deleted = 0`, [id]);
    return row ? parseRecord<Records[N]>(row[0]) : null;
  }

  /** Says that an answer was taken from what was read of these records before: it depends on them all the same. */
  tookKept(collection: CollectionName): void {
    this.dependencies?.add(collection);
  }

  /** A user's name, '' for nobody. */
  userName(id: string): string {
    if (id === '') return '';
    const known = this.#userNames.get(id);
    if (known !== undefined) {
      this.tookKept('users');
      return known;
    }
    const name = this.record('users', id)?.name ?? '';
    this.#userNames.set(id, name);
    return name;
  }

  /** Called when users changed. */
  forgetUserNames(): void {
    this.#userNames.clear();
  }
}

export { table };

/** A record from its `data` column. @throws StoreError `store-corrupt` */
export function parseRecord<T>(data: unknown): T {
  return parseStored<T>(data);
}

/** Placeholders for an IN list: `?,?,?`. */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}
