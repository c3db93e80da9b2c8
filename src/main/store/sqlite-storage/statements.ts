import type Libsql from 'libsql';

type Statement = ReturnType<InstanceType<typeof Libsql>['prepare']>;

/** Enough for every query shape of the application; beyond it the longest unused one is let go. */
const STATEMENTS_KEPT = 192;

type Use = 'run' | 'all' | 'get';

/** A statement longer than this is of a selector of its own, which is not asked twice: not worth its memory. */
const LONGEST_KEPT = 20_000;

/**
 * The statements of one connection, prepared once. One per use: a statement that `all` has run answers the next `get`
 * with the parameters of the last `all`, since the binding does not reset it.
 */
export class Statements {
  readonly #kept: Readonly<Record<Use, Map<string, Statement>>> = {
    run: new Map(),
    all: new Map(),
    get: new Map(),
  };

  of(use: Use, sql: string, db: InstanceType<typeof Libsql>): Statement {
    const kept = this.#kept[use];
    const known = kept.get(sql);
    if (known !== undefined) {
      if (kept.size > STATEMENTS_KEPT / 2) {
        kept.delete(sql);
        kept.set(sql, known);
      }
      return known;
    }
    const statement = db.prepare(sql);
    if (use !== 'run') statement.raw(true);
    if (sql.length > LONGEST_KEPT) return statement;
    kept.set(sql, statement);
    if (kept.size > STATEMENTS_KEPT) {
      const oldest = kept.keys().next();
      if (!oldest.done) kept.delete(oldest.value);
    }
    return statement;
  }

  /** Whether any was prepared. */
  clear(): boolean {
    const any = Object.values(this.#kept).some(({ size }) => size > 0);
    for (const kept of Object.values(this.#kept)) kept.clear();
    return any;
  }
}
