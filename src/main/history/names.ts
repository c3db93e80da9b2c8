import type { CollectionName } from '@shared/collections';
import type { Field } from '@shared/fields/field';
import { fieldOf, isKind } from '@shared/kinds';
import { titleSql } from '../fields/columns';
import { readFunnels } from '../funnels/read';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage';

/** Longer names are cut. */
const length = 200;

/** Names by id, each looked up once. A deleted record still has its name. */
export class Names {
  readonly found: Record<string, string> = {};

  constructor(private readonly db: Database) {}

  /** The name of a user; '' for nobody and for one who is not known here. */
  user(id: string): string {
    return this.record('users', id);
  }

  /** Looks up what a value of a field points at, if it points at anything; of `id` the record itself. */
  note(kind: CollectionName, field: string, value: unknown): void {
    if (field === 'id' && typeof value === 'string') this.record(kind, value);
    const declared = fieldOf(kind, field);
    if (!declared) return;
    for (const id of Array.isArray(value) ? value : [value]) {
      if (typeof id === 'string') this.#look(declared, id);
    }
  }

  /** The title of a record; '' where it has none and where it is not here. */
  record(kind: CollectionName, id: string): string {
    return this.#once(
      id,
      () => `SELECT substr(${titleSql(kind)}, 1, ${length}) FROM ${table(kind)} WHERE id = ?`,
    );
  }

  #look({ type, of = '', list = '', by = 'name' }: Field, id: string): void {
    if (type === 'person' || type === 'people') this.user(id);
    else if (!isKind(of)) return;
    else if (type === 'reference' || type === 'references') this.record(of, id);
    else if (type === 'directory') {
      this.#once(
        id,
        () => `SELECT substr(json_extract(e.value, '$.${by}'), 1, ${length})
          FROM ${table(of)} AS d, json_each(d.data, '$.${list}') AS e
          WHERE json_extract(e.value, '$.id') = ? LIMIT 1`,
      );
    }
    if (of === 'funnels') this.#lookInFunnels(id);
  }

  /** The funnel that is there from the start may be no record yet. */
  #lookInFunnels(id: string): void {
    if (id === '' || this.found[id] !== undefined) return;
    for (const { id: funnelId, name, stages, lostReasons } of readFunnels(this.db).all) {
      this.found[funnelId] = name;
      for (const one of [...stages, ...lostReasons]) this.found[one.id] = one.name;
    }
  }

  #once(id: string, sql: () => string): string {
    if (id === '') return '';
    const known = this.found[id];
    if (known !== undefined) return known;
    const row = this.db.get(sql(), [id]);
    // What is not here at all has no name, not an empty one.
    if (!row) return '';
    const name = String(row[0] ?? '');
    this.found[id] = name;
    return name;
  }
}
