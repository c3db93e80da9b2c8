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

/** A row found, and by which step of the search: lower is better. */
interface Candidate {
  readonly rid: number;
  readonly tier: number;
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
  const order = (hit: SearchHit) => asked.indexOf(hit.kind);
  return [...hits, ...more].slice(0, limit).sort((a, b) => order(a) - order(b));
}

/** Clients by id as hits, in the order asked. */
export function clientsById(reader: Reader, ids: readonly string[]): SearchHit[] {
  const make = new HitMaker(readQuery(''), clientNames(reader));
  return ids.flatMap((id) => {
    const client = reader.record('clients', id);
    return client ? [make.client(client)] : [];
  });
}

/** Rows are found by the indexes alone; only those that have a place are read. */
function findAsTyped(reader: Reader, text: string, kinds: readonly HitKind[], limit: number): SearchHit[] {
  const query = readQuery(text);
  if (isEmptyQuery(query)) return [];
  const key = nameKey(text);
  const found = kinds.map((kind) => candidatesOf(reader, kind, query, key, limit));
  const places = share(
    found.map((candidates) => candidates.length),
    limit,
  );
  const make = new HitMaker(query, clientNames(reader));
  return kinds.flatMap((kind, place) =>
    read(reader, kind, (found[place] ?? []).slice(0, places[place]), key, make),
  );
}

const collectionOf = {
  client: 'clients',
  contact: 'contacts',
  document: 'documents',
  task: 'tasks',
  note: 'notes',
  call: 'calls',
} as const satisfies Record<HitKind, CollectionName>;

function candidatesOf(
  reader: Reader,
  kind: HitKind,
  query: SearchQuery,
  key: string,
  limit: number,
): Candidate[] {
  if (kind === 'client' || kind === 'contact') {
    return named(reader, collectionOf[kind], query, key, limit);
  }
  const name = collectionOf[kind];
  // A number is one word in the index, however it was typed here.
  const words = query.phone !== '' && query.words.length > 1 ? [] : query.words;
  const rids = new Set(rowsWithWords(reader, name, words, limit));
  if (query.phone !== '') {
    for (const rid of rowsWithWords(reader, name, [query.phone], limit - rids.size)) rids.add(rid);
  }
  return [...rids].map((rid) => ({ rid, tier: 0 }));
}

/** Clients or contacts: by the beginning of the whole name, by number, by words of the name, by any words. */
function named(
  reader: Reader,
  name: 'clients' | 'contacts',
  query: SearchQuery,
  key: string,
  limit: number,
): Candidate[] {
  const steps: readonly (() => number[])[] = [
    () => rowsByNameKey(reader, name, key, limit),
    () => rowsWithDigits(reader, name, query, limit),
    () => rowsWithWords(reader, name, query.words, limit, 'x_name'),
    () => rowsWithWords(reader, name, query.words, limit),
  ];
  const tiers = new Map<number, number>();
  for (const [tier, step] of steps.entries()) {
    if (tiers.size >= limit) break;
    for (const rid of step()) if (!tiers.has(rid)) tiers.set(rid, tier);
  }
  return [...tiers].map(([rid, tier]) => ({ rid, tier })).slice(0, limit);
}

/** How each kind is shown, and the moment its equals are ordered by. */
function read(
  reader: Reader,
  kind: HitKind,
  candidates: readonly Candidate[],
  key: string,
  make: HitMaker,
): SearchHit[] {
  const rids = candidates.map(({ rid }) => rid);
  const sorted = <N extends CollectionName>(name: N, touched: (record: Records[N]) => string) =>
    recordsOf<Records[N]>(reader, name, rids).sort((a, b) => touched(b).localeCompare(touched(a)));
  switch (kind) {
    case 'client':
      return ranked<Records['clients']>(reader, 'clients', candidates, key).map((one) => make.client(one));
    case 'contact':
      return ranked<Records['contacts']>(reader, 'contacts', candidates, key).map((one) => make.contact(one));
    case 'document':
      return sorted('documents', ({ date }) => date).map((one) => make.document(one));
    case 'task':
      return sorted('tasks', ({ updatedAt }) => updatedAt).map((one) => make.task(one));
    case 'note':
      return sorted('notes', ({ createdAt }) => createdAt).map((one) => make.note(one));
    case 'call':
      return sorted('calls', ({ startedAt }) => startedAt).map((one) => make.call(one));
  }
}

interface Named {
  readonly nameKey: string;
  readonly updatedAt: string;
  readonly archivedAt?: string;
}

/** Records step by step, the exact name before all, the archive after all, lately touched before their equals. */
function ranked<R extends Named>(
  reader: Reader,
  name: CollectionName,
  candidates: readonly Candidate[],
  key: string,
): R[] {
  const tiers = [...new Set(candidates.map(({ tier }) => tier))];
  const rows = tiers.flatMap((tier) => {
    const rids = candidates.filter((one) => one.tier === tier).map(({ rid }) => rid);
    return recordsOf<R>(reader, name, rids).map((record) => ({ record, rank: rankOf(record, tier, key) }));
  });
  return rows
    .sort((a, b) => a.rank - b.rank || b.record.updatedAt.localeCompare(a.record.updatedAt))
    .map(({ record }) => record);
}

function rankOf(record: Named, tier: number, key: string): number {
  if (record.archivedAt) return 10 + tier;
  return tier === 0 && record.nameKey === key ? -1 : tier;
}

/** Divides the places among the kinds that found something: one each in turn, until all are taken. */
function share(found: readonly number[], limit: number): number[] {
  const places = found.map(() => 0);
  let left = Math.min(
    limit,
    found.reduce((sum, count) => sum + count, 0),
  );
  while (left > 0) {
    for (const [kind, count] of found.entries()) {
      const taken = places[kind] ?? 0;
      if (left === 0 || taken === count) continue;
      places[kind] = taken + 1;
      left -= 1;
    }
  }
  return places;
}

/** Names of clients by id, each asked for once. */
function clientNames(reader: Reader): (id: string) => string {
  const known = new Map<string, string>();
  return (id) => {
    if (id === '') return '';
    let name = known.get(id);
    if (name === undefined) {
      const [row] = reader.rows(
        `SELECT data ->> '$.name' FROM ${table('clients')} WHERE id = ? AND +deleted = 0`,
        [id],
      );
      name = String(row?.[0] ?? '').slice(0, 200);
      known.set(id, name);
    }
    return name;
  };
}
