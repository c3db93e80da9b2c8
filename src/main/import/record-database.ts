import type { ImportedValue, ImportPlan } from '@shared/import/contract';
import { HashTable, hashText } from '@shared/import/hash';
import { recordImportOf } from '@shared/import/record-imports';
import type { RecordKind } from '@shared/import/record-targets';
import { entityOf } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import { readFunnels } from '../funnels/read';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage/adapter';
import { type FoundName, Lookups } from './lookups';

/** Records read at a time: short enough for a cancel to be heard between them. */
const SCAN_ROWS = 2000;
/** Records known by their hashes. */
const MOST_KNOWN = 4_000_000;

/** By which two records of a kind are told to be one: what a file says of them. */
const sameBy = (kind: RecordKind): readonly string[] => {
  const { title, belongsTo } = entityOf(kind);
  return recordImportOf(kind).sameBy ?? [...title, ...(belongsTo ? [belongsTo.clients] : [])];
};

/** What the import of records of a kind asks the database: the names it knows, and what is there already. */
export class RecordDatabase {
  readonly #same: readonly string[];
  readonly #known = new HashTable(MOST_KNOWN);

  private constructor(
    kind: RecordKind,
    private readonly lookups: Lookups,
    /** The funnel the file's stages are of. */
    readonly funnel: ReturnType<typeof readFunnels>['all'][number],
  ) {
    this.#same = sameBy(kind);
  }

  /** @throws AppError `import-cancelled` */
  static async open(
    db: Database,
    kind: RecordKind,
    plan: ImportPlan,
    signal: AbortSignal,
  ): Promise<RecordDatabase> {
    const { all } = readFunnels(db);
    const funnel =
      all.find(({ id }) => id === plan.funnelId) ?? all.find(({ archivedAt }) => archivedAt === '') ?? all[0];
    if (!funnel) throw new AppError('not-found');
    const database = new RecordDatabase(kind, new Lookups(db, kind, plan, funnel), funnel);
    const sql = `SELECT rid, data FROM ${table(kind)} WHERE rid > ? AND +deleted = 0 ORDER BY rid LIMIT ${SCAN_ROWS}`;
    for (let rows = db.all(sql, [0]); rows.length > 0; ) {
      for (const [, data] of rows) database.earlier(JSON.parse(String(data)) as Record<string, unknown>, 0);
      await new Promise(setImmediate);
      if (signal.aborted) throw new AppError('import-cancelled');
      rows = db.all(sql, [Number(rows.at(-1)?.[0])]);
    }
    return database;
  }

  /** See {@link Lookups.find}. */
  find(target: string, text: string): FoundName {
    return this.lookups.find(target, text);
  }

  get values(): ImportedValue[] {
    return this.lookups.values;
  }

  /**
   * The one that said the same before, if any; a new one is remembered.
   * @param line of the row, 0 for a record of the database
   * @returns null for a new one, else the line of the row that said the same, 0 for a record of the database
   */
  earlier(record: Readonly<Record<string, unknown>>, line: number): number | null {
    const hash = hashText(JSON.stringify(this.#same.map((name) => record[name] ?? '')));
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    this.#known.add(hash, line);
    return null;
  }
}
