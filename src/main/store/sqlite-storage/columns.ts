import type { RxJsonSchema } from 'rxdb';
import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath } from 'rxdb';
import { type ColumnType, isText, type Reader, readerOf } from './values';

/** A document as it is stored: the user's fields and RxDB's own. */
export type StoredDocument = Readonly<Record<string, unknown>>;

/** A column computed from the document by the application, such as the text that is searched. */
export interface ComputedColumn {
  readonly type: 'TEXT' | 'INTEGER';
  readonly of: (document: StoredDocument) => string | number | null;
}

/** One field of the document that has a real column. */
export interface FieldColumn {
  /** Dotted path in the document. */
  readonly path: string;
  readonly column: string;
  readonly type: ColumnType;
  readonly read: Reader;
}

/** The columns and indexes of one table, derived from the schema of its collection. */
export interface TablePlan {
  /** The RxDatabase's number in the file. */
  readonly database: number;
  readonly collection: string;
  readonly version: number;
  readonly table: string;
  readonly primaryPath: string;
  /** The columns `c_…`, in the order in which they are written. */
  readonly fields: readonly FieldColumn[];
  /** Every path that has a column, RxDB's own fields included. */
  readonly byPath: ReadonlyMap<string, FieldColumn>;
  readonly computed: readonly (readonly [name: string, column: ComputedColumn])[];
  readonly indexes: readonly IndexPlan[];
}

export interface IndexPlan {
  readonly name: string;
  readonly columns: readonly string[];
  readonly where: string;
}

/**
 * The name of a collection's table. SQLite's names know no case and no NUL: what they would confuse is written as its
 * code between tildes. `database` is the RxDatabase's number in the file, 0 for the first.
 */
export function tableName(collection: string, version: number, database = 0): string {
  return `doc${database === 0 ? '' : database}_${escapeName(collection)}_${version}`;
}

function escapeName(name: string): string {
  return name.replace(/[A-Z~\0]|\p{Surrogate}/gu, (c) => `~${c.codePointAt(0)?.toString(16)}~`);
}

/**
 * The names of the columns for the fields at some paths, in whatever order these come. A name that SQLite would cut,
 * change or take for another field's stands with its doubtful characters as codes.
 */
function columnNames(paths: Iterable<string>): (path: string) => string {
  const simple = (path: string) => `c_${path.replaceAll('.', '_')}`;
  const wanted = new Map<string, Set<string>>();
  for (const path of paths) {
    const name = simple(path).toLowerCase();
    wanted.set(name, (wanted.get(name) ?? new Set()).add(path));
  }
  const isAlone = (path: string) => wanted.get(simple(path).toLowerCase())?.size === 1;
  return (path) => (isText(path) && isAlone(path) ? simple(path) : `c_~${escapeName(path)}`);
}

/** RxDB's own collections are never replicated: nobody asks which of their rows are unsent. */
function isOfRxDB(collection: string): boolean {
  return /^(_|rx-|rxdatabase_|plugin-)/.test(collection);
}

/** Derives the table from the schema, which RxDB has filled with its own fields and indexes. */
export function planTable<T>(
  collection: string,
  schema: Readonly<RxJsonSchema<T>>,
  computed: Readonly<Record<string, ComputedColumn>>,
  database = 0,
): TablePlan {
  const table = tableName(collection, schema.version, database);
  const primaryPath = getPrimaryFieldOfPrimaryKey(schema.primaryKey);
  const byPath = new Map<string, FieldColumn>();
  const own = (path: string, column: string, type: ColumnType) =>
    byPath.set(path, { path, column, type, read: readerOf(path) });
  own(primaryPath, 'id', 'string');
  own('_rev', 'rev', 'string');
  own('_deleted', 'deleted', 'boolean');
  own('_meta.lwt', 'lwt', 'number');

  const fields: FieldColumn[] = [];
  const nameOf = columnNames((schema.indexes ?? []).flat().filter((path) => !byPath.has(path)));
  const indexes: IndexPlan[] = [];
  for (const index of schema.indexes ?? []) {
    const paths = typeof index === 'string' ? [index] : index;
    // RxDB adds it for its own reading of changes, which follows `seq` here.
    if (paths.length === 2 && paths[0] === '_meta.lwt' && paths[1] === primaryPath) continue;
    const columns: string[] = [];
    for (const path of paths) {
      let field = byPath.get(path);
      if (field === undefined) {
        const type = columnType(getSchemaByObjectPath(schema, path as never)?.type);
        if (type === undefined) break;
        field = { path, column: nameOf(path), type, read: readerOf(path) };
        fields.push(field);
        byPath.set(path, field);
      }
      columns.push(field.column);
    }
    if (columns.length > 0) indexes.push(indexOn(table, columns));
  }
  indexes.push(indexOn(table, ['seq']));
  indexes.push(indexOn(table, ['lwt'], 'deleted = 1'));
  if (!isOfRxDB(collection)) indexes.push(indexOn(table, ['mark'], 'mark < 2'));
  const list = Object.entries(computed);
  for (const [name] of list) {
    if (!/^x_[A-Za-z0-9_]+$/.test(name)) throw new TypeError(`a computed column is named x_…, not ${name}`);
  }
  const { version } = schema;
  return { database, collection, version, table, primaryPath, fields, byPath, computed: list, indexes };
}

function indexOn(table: string, columns: readonly string[], where = ''): IndexPlan {
  return { name: `${table}__${columns.join('__')}`, columns, where };
}

function columnType(type: unknown): ColumnType | undefined {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
      return type;
    case 'integer':
      return 'number';
    default:
      return undefined;
  }
}

/** The affinity under which a field's values keep their type: only values of the type are ever stored. */
export function affinity(type: ColumnType): string {
  return type === 'string' ? 'TEXT' : type === 'boolean' ? 'INTEGER' : 'NUMERIC';
}
