import type { Static, TSchema } from 'typebox';
import type { Field } from '../fields/field';
import { isSet } from '../fields/traits';
import type { UserRole } from '../users/schema';
import type { AccessRule } from './access';
import type { EditRule } from './edit-rule';
import type { MergeRule } from './merge';
import type { recordFields } from './schema';

type Migration = (document: Record<string, unknown>) => Record<string, unknown>;
type OwnField<T> = Exclude<keyof T & string, keyof typeof recordFields>;
type AnyField<T> = keyof T & string;

/** What records are counted by: a field, the day of an instant, or whether a field is filled. Each is a real column. */
export type TallyKey<T = string> = T | { readonly dayOf: T } | { readonly isFilled: T };

/**
 * All that is said of a kind of records, once. Lists of kinds, references, titles, full-text tables, history, recycle
 * bin, joining of clients, conflicts, timeline, «Что изменилось», counts and import follow from it: see
 * `docs/adding-a-feature.md`.
 */
export interface EntityDefinition<T> {
  /** What one is called where several kinds stand together: `client` of `clients`. */
  readonly one: string;
  readonly version: number;
  /** Fields the store keeps as real columns, alone or together. */
  readonly indexes: readonly (string | readonly string[])[];
  /**
   * What was added since databases were made with this version, and says nothing of how a record is stored: optional fields by
   * their paths, further values of a choice. Databases need no migration for it; a server that does not know it yet refuses
   * the records that use it, which stay here as unsent.
   */
  readonly added?: {
    readonly fields?: readonly string[];
    readonly values?: Readonly<Record<string, readonly string[]>>;
  };
  /** One entry for each version after 0. */
  readonly migrations: Readonly<Record<number, Migration>>;
  /** `both`: edited here and on the server; `pull`: the server's directory; `no`: stays on this device. */
  readonly replication: 'both' | 'pull' | 'no';
  /** Who receives its records: enforced by the server in all it sends and takes. */
  readonly access: AccessRule<T>;
  /** The roles that may change its records where a server is connected; whoever sees them when absent. */
  readonly writers?: readonly UserRole[];
  /** Who may change a record he sees; whoever sees it when absent. */
  readonly edits?: EditRule<T>;
  /** Where the server's copy stays whole, whatever was edited here: a posted document. */
  readonly serverStays?: (server: T) => boolean;
  /** Its place in a first exchange, from 0: what the window needs first comes first. */
  readonly pullPriority: number;
  /** Every field of its own, or it does not compile. */
  readonly fields: { readonly [K in OwnField<T>]-?: Field<NonNullable<T[K]>> };
  /** What a record is called by: the first of these fields, or parts of fields, that is filled. */
  readonly title: readonly string[];
  /** What says more of it than its title: of a call its comment. A field, or a part of one. */
  readonly gist?: string;
  /** Only records with this value of this field were written by a person: others have no title and no place in time. */
  readonly personal?: readonly [AnyField<T>, string];
  /** On one client no two with the same value of this field: of two clients joined one stays. */
  readonly oncePerClient?: AnyField<T>;
  /** The client it belongs to, by the field that names him: it moves, goes and comes back with his card. */
  readonly belongsTo?: { readonly clients: AnyField<T> };
  /** Its changes are shown, and can be taken back. */
  readonly history?: boolean;
  /** Nothing of such a record can be set back any more. */
  readonly locked?: (record: T) => boolean;
  /** Deleted, it lies in the recycle bin. */
  readonly restorable?: boolean;
  /** Its changes are news, told by its title or by its gist: «Что изменилось». */
  readonly news?: 'title' | 'gist';
  /** The one search field finds it; of equal hits those of a lower number stand first. */
  readonly searchable?: number;
  /** It means something to a person and is counted before him: of a backup, of both sides of a sync. */
  readonly counted?: boolean;
  /**
   * How many there are of each sort is kept beside them, so that long lists know their length: by name, '' for the first.
   * Whoever changes one raises the version in `store/tallies.ts`.
   */
  readonly tallies?: Readonly<Record<string, readonly TallyKey<AnyField<T>>[]>>;
  /** How it stands in its client's timeline. */
  readonly timeline?: {
    /** At the first of these fields that is filled. */
    readonly at: readonly AnyField<T>[];
    /** Of a timeline as it was: what its first line says, behind the word for its kind. Its title where absent. */
    readonly line?: readonly string[];
    /** And the texts below. */
    readonly texts?: readonly string[];
    /** The line itself says of what kind it is: «Счёт». */
    readonly saysKind?: true;
  };
  /** It has a place in time, and is shown beside the timeline, not in it: files of a card. */
  readonly aside?: boolean;
  /** Two records of it can be joined into one. */
  readonly mergeable?: boolean;
  /** Written field by field, with no rule beyond what its fields say: by the general commands of `records`. */
  readonly plain?: boolean;
  readonly importable?: boolean;
  readonly exportable?: boolean;
  readonly reported?: boolean;
}

/** A kind of records whose fields are not known to the compiler. */
export interface AnyEntity extends Omit<EntityDefinition<never>, 'fields' | 'locked' | 'serverStays'> {
  readonly schema: TSchema;
  readonly fields: Readonly<Record<string, Field>>;
  readonly locked?: (record: never) => boolean;
  readonly conflicts: MergeRule<never>;
}

/** A kind of records as it was declared, with what follows from its fields. */
export type Entity<S extends TSchema, D> = D & {
  readonly schema: S;
  readonly conflicts: MergeRule<Static<S>>;
};

/**
 * Declares a kind of records.
 * @param schema of a whole record, `recordFields` included
 */
export function entity<S extends TSchema, const D extends EntityDefinition<Static<S>>>(
  schema: S,
  definition: D,
): Entity<S, D> {
  const fields = Object.entries<Field>(definition.fields as unknown as Record<string, Field>);
  const named = (wanted: (field: Field) => boolean) =>
    fields.filter(([, field]) => wanted(field)).map(([name]) => name as keyof Static<S> & string);
  const joins = named(({ joins: joined }) => joined === true);
  const conflicts: MergeRule<Static<S>> = {
    sets: named(isSet),
    ...(joins.length > 0 ? { joins } : {}),
    ...(definition.serverStays ? { serverStays: definition.serverStays } : {}),
  };
  return { ...definition, schema, conflicts };
}
