import type { Client } from '@shared/clients/schema';
import { entityOf } from '@shared/kinds';
import {
  type TimelineEntry,
  type TimelineKind,
  type TimelinePage,
  timelineKinds,
} from '@shared/timeline/contract';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';
import type { SqlRow } from '../store/sqlite-storage/adapter';
import { type EntryBody, placesOf, rowsAt, type TimelineSource } from './source';
import { sourceOf, sources } from './sources';

export const timelineQueries: FeatureQueries<'timeline'> = {
  'timeline.newest': (reader, { clientId, kinds, limit }) => newest(reader, clientId, kinds, limit),
};

const named = ({ kind }: TimelineSource) => entityOf(kind).one as TimelineKind;
/** What has happened, not what is planned. */
const happened = ({ planned }: TimelineSource) => (planned ? ` AND NOT (${planned.which})` : '');

/** How the client was made, beside the records of its own. */
const created = { at: 'c_createdAt', from: `${table('clients')} WHERE deleted = 0 AND id = ?1` };

function newest(
  reader: Reader,
  clientId: string,
  asked: readonly TimelineKind[],
  limit: number,
): TimelinePage {
  const isAsked = (kind: TimelineKind) => asked.length === 0 || asked.includes(kind);
  const counts = Object.fromEntries([
    ...sources.map((source) => [
      named(source),
      reader.number(`SELECT count(*) FROM ${placesOf(source)}`, [clientId]),
    ]),
    ['created', reader.number(`SELECT count(*) FROM ${created.from}`, [clientId])],
  ]) as Record<TimelineKind, number>;
  const shown = sources.filter((source) => isAsked(named(source)));
  const planned = shown.flatMap((source) =>
    plannedPlaces(reader, source, placesOf(source), [clientId, limit]),
  );
  const runs = shown.map((source) => happenedSql(source, placesOf(source)));
  if (isAsked('created'))
    runs.push(`SELECT 'created' AS kind, rid, ${created.at} AS at FROM ${created.from}`);
  const places = reader.rows(`${runs.join(' UNION ALL ')} ORDER BY at DESC LIMIT ?2`, [
    clientId,
    limit - planned.length,
  ]);
  return {
    total: timelineKinds.filter(isAsked).reduce((sum, kind) => sum + (counts[kind] ?? 0), 0),
    counts,
    entries: entriesAt(reader, [...planned, ...places]),
  };
}

/**
 * The places of what is planned of a kind, the nearest first: kind, row id and instant of each.
 * @param from its records, as SQL behind a FROM; `parameters` are its own and, `?2`, how many are wanted
 */
export function plannedPlaces(
  reader: Reader,
  { kind, planned }: TimelineSource,
  from: string,
  parameters: readonly (string | number)[],
): SqlRow[] {
  if (!planned) return [];
  return reader.rows(
    `SELECT '${kind}', rid, ${planned.at} AS at FROM ${from} AND ${planned.which} ORDER BY ${planned.order} LIMIT ?2`,
    parameters,
  );
}

/** The places of what has happened of a kind, the newest first, as SQL of its own for a UNION. `?2` is how many. */
export const happenedSql = (source: TimelineSource, from: string): string =>
  `SELECT * FROM (SELECT '${source.kind}' AS kind, rid, ${source.at} AS at
    FROM ${from}${happened(source)} ORDER BY at DESC, id DESC LIMIT ?2)`;

/** Entries in the order of their places. @param places kind, row id and instant of each */
export function entriesAt(reader: Reader, places: readonly SqlRow[]): TimelineEntry[] {
  const ridsOf = (wanted: string) => places.flatMap(([kind, rid]) => (kind === wanted ? [rid] : []));
  const bodies = new Map(
    [...new Set(places.map(([kind]) => String(kind)))].map((kind) => {
      const rids = ridsOf(kind);
      return [kind, sourceOf(kind)?.entries(reader, rids) ?? createdAt(reader, rids)] as const;
    }),
  );
  return places.flatMap(([kind, rid, at]) => {
    const body = bodies.get(String(kind))?.get(rid);
    return body ? [{ at: String(at ?? ''), ...body }] : [];
  });
}

const createdAt = (reader: Reader, rids: readonly unknown[]): ReadonlyMap<unknown, EntryBody> =>
  new Map(
    rowsAt(reader, 'clients', rids).map(([data, , rid]) => [
      rid,
      { kind: 'created', authorName: reader.userName(parseRecord<Client>(data).createdBy) },
    ]),
  );
