import type { CollectionName, Records } from './collections';
import { entities } from './entities';
import type { Field } from './fields/field';
import type { AnyEntity } from './lib/entity';
import { recordFields } from './lib/schema';

type Entities = typeof entities;

/** What an entity may say that makes it a member of a list of kinds. */
type Trait =
  | 'history'
  | 'restorable'
  | 'news'
  | 'searchable'
  | 'counted'
  | 'timeline'
  | 'tallies'
  | 'aside'
  | 'belongsTo'
  | 'mergeable'
  | 'plain'
  | 'importable'
  | 'exportable'
  | 'reported';

/** The kinds whose entities say so, known to the compiler: words for each of them can be asked for. */
export type KindWith<T extends Trait> = {
  [N in CollectionName]: Entities[N] extends { readonly [K in T]: true | string | number | object }
    ? N
    : never;
}[CollectionName];

/** The kinds that people share through a server. */
export type SharedKind = {
  [N in CollectionName]: Entities[N]['replication'] extends 'no' ? never : N;
}[CollectionName];

/** The entity of a kind. */
export const entityOf = (kind: CollectionName): AnyEntity => entities[kind];

/** Fields the store keeps for every record. */
const stamps = new Set(['_deleted', ...Object.keys(recordFields)]);

/** The kinds whose entities say so, in the order people are shown them. */
export const kindsWith = <T extends Trait>(trait: T): readonly KindWith<T>[] =>
  (Object.keys(entities) as CollectionName[]).filter((kind): kind is KindWith<T> => {
    const said = entityOf(kind)[trait];
    return said !== undefined && said !== false;
  });

/** Whether a text is the name of a kind. */
export const isKind = (text: string): text is CollectionName => Object.hasOwn(entities, text);

/** What one record of a kind is called where several kinds stand together: `client` for `clients`. */
export type OneOfKind<N extends CollectionName> = Entities[N]['one'];

type KindNamed<O> = {
  [N in CollectionName]: Entities[N]['one'] extends O ? N : never;
}[CollectionName];

/** The kind of which one record is called so: `clients` for `client`. */
export const kindNamed = <O extends OneOfKind<CollectionName>>(one: O): KindNamed<O> =>
  (Object.keys(entities) as KindNamed<O>[]).find((kind) => entityOf(kind).one === one) as KindNamed<O>;

/** The fields of a kind with their names, in the order of its catalogue. */
export const fieldsOf = (kind: CollectionName): [string, Field][] => Object.entries(entityOf(kind).fields);

/** A field of a kind by its name, a part by `field.part`; undefined where either is of another version of the program. */
export function fieldOf(kind: string, name: string): Field | undefined {
  const [whole = '', part] = name.split('.');
  const field = isKind(kind) ? entityOf(kind).fields[whole] : undefined;
  return part === undefined ? field : field?.parts?.[part];
}

/** Whether a person knows of a field: it is not the program's own. Of a newer version's field nothing is known. */
export const isShown = (kind: string, name: string): boolean =>
  !stamps.has(name) && fieldOf(kind, name)?.internal !== true;

/** The field by which a record names the client it belongs to; '' where it belongs to none. */
export const clientFieldOf = (kind: CollectionName): string => entityOf(kind).belongsTo?.clients ?? '';

/** The client of a record: its own id for a client, '' for none. */
export function clientOf(kind: CollectionName, record: Readonly<Record<string, unknown>>): string {
  const { access } = entityOf(kind);
  const isCard = typeof access === 'object' && 'responsible' in access;
  return String(record[isCard ? 'id' : clientFieldOf(kind)] ?? '');
}

/** Whether nothing of a record may be set back: a posted document. */
export function isLocked<N extends CollectionName>(kind: N, record: Partial<Records[N]>): boolean {
  const locked = entityOf(kind).locked as ((record: Partial<Records[N]>) => boolean) | undefined;
  return locked?.(record) ?? false;
}

/** What a record is called by: the first filled of its title's fields; '' where there is none. */
export function titleOf(kind: CollectionName, record: Readonly<Record<string, unknown>>): string {
  const { title, personal } = entityOf(kind);
  if (personal && record[personal[0]] !== personal[1]) return '';
  return firstFilled(record, title);
}

/** What says more of a record than its title, '' where nothing does. */
export function gistOf(kind: CollectionName, record: Readonly<Record<string, unknown>>): string {
  const { gist } = entityOf(kind);
  return gist === undefined ? '' : firstFilled(record, [gist]);
}

function firstFilled(record: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  for (const name of names) {
    const value = name
      .split('.')
      .reduce<unknown>((of, part) => (of as Record<string, unknown> | undefined)?.[part], record);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}
