import type { CollectionName, Records } from '@shared/collections';
import { nameKey } from '@shared/requisites/legal-forms';
import { type HitKind, hitKinds, type SearchHit } from '@shared/search/contract';
import { otherLayout } from '@shared/search/layout';
import { isEmptyQuery, readQuery, type SearchQuery } from '@shared/search/query';
import { type Reader, table } from '../reader/reader';
import { HitMaker } from './hits';
import { isIndexed, recordsOf, rowsByNameKey, rowsWithDigits, rowsWithWords } from './match';

/** With fewer hits than this the keys are also read in the other keyboard layout. */
const FEW = 3;

interface FindOptions {
  readonly text: string;
  readonly kinds: readonly HitKind[];
  readonly limit: number;
}

/**
 * The best hits, kind after kind: clients, contacts, then what was written. What begins with the text as a whole
 * name stands first, what was touched last precedes its equals.
 */
export function find(reader: Reader, { text, kinds, limit }: FindOptions): SearchHit[] {
  if (!isIndexed(reader)) return [];
  const asked = hitKinds.filter((kind) => kinds.includes(kind));
  const hits = findAsTyped(reader, text, asked, limit);
  if (hits.length >= Math.min(FEW, limit)) return hits;
  const other = otherLayout(text);
  if (other === '') return hits;
  const known = new Set(hits.map(({ id }) => id));
  const more = findAsTyped(reader, other, asked, limit).filter(({ id }) => !known.has(id));
  return [...hits, ...more].slice(0, limit);
}

/** Clients by id as hits, in the order asked. */
export function clientsById(reader: Reader, ids: readonly string[]): SearchHit[] {
  const make = new HitMaker(readQuery(''), clientNames(reader));
  return ids.flatMap((id) => {
    const client = reader.record('clients', id);
    return client ? [make.client(client)] : [];
  });
}

function findAsTyped(reader: Reader, text: string, kinds: readonly HitKind[], limit: number): SearchHit[] {
  const query = readQuery(text);
  if (isEmptyQuery(query)) return [];
  const make = new HitMaker(query, clientNames(reader));
  const key = nameKey(text);
  const finders: Readonly<Record<HitKind, () => SearchHit[]>> = {
    client: () => findNamed(reader, 'clients', query, key, limit).map((one) => make.client(one)),
    contact: () => findNamed(reader, 'contacts', query, key, limit).map((one) => make.contact(one)),
    document: () => findWritten(reader, 'documents', query, limit, byDate).map((one) => make.document(one)),
    task: () => findWritten(reader, 'tasks', query, limit, byChange).map((one) => make.task(one)),
    note: () => findWritten(reader, 'notes', query, limit, byCreation).map((one) => make.note(one)),
    call: () => findWritten(reader, 'calls', query, limit, byStart).map((one) => make.call(one)),
  };
  const found = kinds.map((kind) => finders[kind]());
  return share(found, limit);
}

const byDate = ({ date }: { readonly date: string }) => date;
const byChange = ({ updatedAt }: { readonly updatedAt: string }) => updatedAt;
const byCreation = ({ createdAt }: { readonly createdAt: string }) => createdAt;
const byStart = ({ startedAt }: { readonly startedAt: string }) => startedAt;

/** Clients or contacts: by number, by the beginning of the whole name, by words of the name, by any words. */
function findNamed<N extends 'clients' | 'contacts'>(
  reader: Reader,
  name: N,
  query: SearchQuery,
  key: string,
  limit: number,
): Records[N][] {
  const tiers: (() => number[])[] = [
    () => rowsByNameKey(reader, name, key, limit),
    () => rowsWithDigits(reader, name, query, limit),
    () => rowsWithWords(reader, name, query.words, limit, 'x_name'),
    () => rowsWithWords(reader, name, query.words, limit),
  ];
  const rids = new Set<number>();
  const ranks = new Map<string, number>();
  const records: Records[N][] = [];
  for (const [rank, tier] of tiers.entries()) {
    if (rids.size >= limit) break;
    const more = tier().filter((rid) => !rids.has(rid));
    for (const rid of more) rids.add(rid);
    for (const record of recordsOf<Records[N]>(reader, name, more)) {
      ranks.set(record.id, rankOf(record, rank, key));
      records.push(record);
    }
  }
  const rank = (record: Records[N]) => ranks.get(record.id) ?? 0;
  return records.sort((a, b) => rank(a) - rank(b) || b.updatedAt.localeCompare(a.updatedAt)).slice(0, limit);
}

/** The whole name first; what was put into the archive last. */
function rankOf(
  record: { readonly nameKey: string; readonly archivedAt?: string },
  tier: number,
  key: string,
) {
  if (record.archivedAt) return 10 + tier;
  return tier === 0 && record.nameKey === key ? -1 : tier;
}

/** What was written: the newest records that have all the words, a number's records by its beginning. */
function findWritten<N extends 'calls' | 'notes' | 'tasks' | 'documents'>(
  reader: Reader,
  name: N,
  query: SearchQuery,
  limit: number,
  touched: (record: Records[N]) => string,
): Records[N][] {
  const rids = new Set(rowsWithWords(reader, name, query.words, limit));
  // A number is one word in the index, however it was typed here.
  if (query.phone !== '' && rids.size < limit) {
    for (const rid of rowsWithWords(reader, name, [query.phone], limit)) rids.add(rid);
  }
  return recordsOf<Records[N]>(reader, name, [...rids].slice(0, limit)).sort((a, b) =>
    touched(b).localeCompare(touched(a)),
  );
}

/** Divides the places among the kinds that found something: one each in turn, until all are taken. */
function share(found: readonly SearchHit[][], limit: number): SearchHit[] {
  const places = found.map(() => 0);
  let left = Math.min(
    limit,
    found.reduce((sum, hits) => sum + hits.length, 0),
  );
  while (left > 0) {
    for (const [kind, hits] of found.entries()) {
      const taken = places[kind] ?? 0;
      if (left === 0 || taken === hits.length) continue;
      places[kind] = taken + 1;
      left -= 1;
    }
  }
  return found.flatMap((hits, kind) => hits.slice(0, places[kind]));
}

/** Names of clients by id, each asked for once. */
function clientNames(reader: Reader): (id: string) => string {
  const known = new Map<string, string>();
  const clients: CollectionName = 'clients';
  return (id) => {
    if (id === '') return '';
    let name = known.get(id);
    if (name === undefined) {
      const [row] = reader.rows(
        `SELECT data ->> '$.name' FROM ${table(clients)} WHERE id = ? AND deleted = 0`,
        [id],
      );
      name = String(row?.[0] ?? '').slice(0, 200);
      known.set(id, name);
    }
    return name;
  };
}
