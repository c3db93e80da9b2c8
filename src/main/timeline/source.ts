import type { CollectionName } from '@shared/collections';
import { entityOf, gistOf, titleOf } from '@shared/kinds';
import type { SyncMark } from '@shared/sync/contract';
import type { StandingKind, TimelineEntry } from '@shared/timeline/contract';
import { clientSql, fieldSql } from '../fields/columns';
import { parseRecord, type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';

/** An entry without its place in time. */
export type EntryBody = TimelineEntry extends infer E
  ? E extends TimelineEntry
    ? Omit<E, 'at'>
    : never
  : never;

/** How records of a kind stand in a timeline. */
export interface TimelineSource {
  readonly kind: StandingKind;
  /** The instant one stands at, as SQL over the kind's table. */
  readonly at: string;
  /** Its places of the client `?1`, as SQL behind a FROM, where a record stands at several or at none of its own. */
  readonly places?: string;
  /** What is still to come stands before everything else, the nearest first. */
  readonly planned?: {
    /** Which of them are planned, as SQL: the others have happened. */
    readonly which: string;
    readonly at: string;
    readonly order: string;
  };
  /** What the entries of some rows show, by their row ids. */
  readonly entries: (reader: Reader, rids: readonly unknown[]) => ReadonlyMap<unknown, EntryBody>;
}

/** The rows of some row ids: `data`, `mark`, `rid`. */
export const rowsAt = (reader: Reader, kind: CollectionName, rids: readonly unknown[]): SqlRow[] =>
  reader.rows(`SELECT data, mark, rid FROM ${table(kind)} WHERE rid IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(rids),
  ]);

/** The living records of a kind that belong to the client `?1`, as SQL behind a FROM. */
const ofClient = (kind: CollectionName): string =>
  `${table(kind)} WHERE deleted = 0 AND ${clientSql(kind)} = ?1`;

/** The places of a kind of the client `?1`, as SQL behind a FROM. */
export const placesOf = ({ kind, places }: TimelineSource): string => places ?? ofClient(kind);

/** A kind that says no more of its entries than its entity does: its place, its title and its gist. */
export function plainSource(kind: StandingKind): TimelineSource {
  const places = entityOf(kind).timeline?.at ?? [];
  return {
    kind,
    at: `coalesce(${[...places, 'createdAt'].map((name) => `nullif(${fieldSql(kind, name)}, '')`).join(', ')})`,
    entries: (reader, rids) =>
      new Map(
        rowsAt(reader, kind, rids).map(([data, mark, rid]) => {
          const record = parseRecord<Readonly<Record<string, unknown>>>(data);
          return [
            rid,
            {
              kind: 'record',
              record: {
                kind,
                id: String(record.id),
                title: titleOf(kind, record),
                gist: gistOf(kind, record),
                authorName: reader.userName(String(record.createdBy ?? '')),
                mark: Number(mark) as SyncMark,
              },
            },
          ];
        }),
      ),
  };
}
