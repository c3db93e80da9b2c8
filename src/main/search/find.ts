import type { CollectionName } from '@shared/collections';
import { type HitKind, hitKinds, type OpenedRecord, type SearchHit } from '@shared/search/contract';
import { clientPresenter } from '../clients/presenter';
import { type Reader, table } from '../reader/reader';
import { documentsByType } from './documents';
import { HitMaker, type SyncStates } from './hits';
import { type Candidate, collectionOf, isNamed, NOT_OPENED, type Tier, tiers } from './kinds';
import { isIndexed, rowsByNameKey, rowsWithDigits, rowsWithWords, rowsWithWordsAndDigits } from './match';
import { openedRows } from './opened';
import { numberGroup, type QueryInterpretation, readings } from './query-interpretation';
import { byRank, inRounds, ranked } from './rank';
import { asWhole, type Group, Words, whole } from './words';

/** With fewer hits than this the text is understood in other ways as well. */
const FEW = 3;

interface FindOptions {
  readonly text: string;
  readonly kinds: readonly HitKind[];
  readonly limit: number;
  /** The records opened last, the newest first: they stand before their equals. */
  readonly opened?: readonly OpenedRecord[] | undefined;
  /** Looks at the oldest records too, however long it takes. */
  readonly deep?: boolean | undefined;
}

export interface Found {
  readonly hits: readonly SearchHit[];
  /** False when the oldest records were not looked at and there is room for more. */
  readonly complete: boolean;
  /** False when nothing has the words themselves, in either layout. */
  readonly asTyped: boolean;
}

/**
 * The best hits over all kinds in one order: exact names and numbers, beginnings of names, pieces of numbers, words
 * of names, words anywhere; what was opened lately before its equals, what was touched last before its equals.
 */
export function find(reader: Reader, options: FindOptions): Found {
  if (!isIndexed(reader)) return { hits: [], complete: true, asTyped: true };
  const { text, limit } = options;
  const hits: SearchHit[] = [];
  let complete = true;
  let asTyped = true;
  for (const reading of readings(text, new Words(reader))) {
    const found = findBy(reader, reading, options);
    complete &&= found.complete;
    if (hits.length === 0) asTyped = reading.literal;
    const known = new Set(hits.map(({ id }) => id));
    hits.push(...found.hits.filter(({ id }) => !known.has(id)));
    // What was meant is better guessed when all of it was looked at.
    if (hits.length >= Math.min(FEW, limit) || !complete) break;
  }
  return { hits: hits.slice(0, limit), complete, asTyped };
}

/** Clients by id as hits, in the order asked. */
export function clientsById(reader: Reader, ids: readonly string[]): SearchHit[] {
  const make = new HitMaker({ single: false, name: [], any: [], digits: [] }, clientNames(reader));
  return ids.flatMap((id) => {
    const client = reader.record('clients', id);
    return client ? [clientPresenter.hit(client, make)] : [];
  });
}

/** Rows are found by the indexes alone; only those that have a place are read. */
function findBy(reader: Reader, reading: QueryInterpretation, options: FindOptions): Omit<Found, 'asTyped'> {
  const { limit, opened = [] } = options;
  const kinds = hitKinds.filter((kind) => options.kinds.includes(kind));
  const found = kinds.map((kind) => {
    const known = openedRows(reader, kind, opened, reading);
    const more = candidatesOf(reader, kind, reading, options);
    const rids = new Set(known.map(({ rid }) => rid));
    const candidates = [...known, ...more.candidates.filter(({ rid }) => !rids.has(rid))];
    return { candidates: candidates.slice(0, limit), complete: more.complete };
  });
  const places = share(
    found.map(({ candidates }) => candidates.length),
    limit,
  );
  const make = new HitMaker(marksOf(reading), clientNames(reader));
  const hits = kinds
    .flatMap((kind, place) =>
      ranked(reader, kind, (found[place]?.candidates ?? []).slice(0, places[place]), reading, make),
    )
    .sort(byRank);
  return { hits: inRounds(hits).map(({ hit }) => hit), complete: found.every((one) => one.complete) };
}

/** What is marked in a hit: the other alphabet in names alone, or every word of a mail address would be. */
function marksOf({ query, groups, names, numbers }: QueryInterpretation): SyncStates {
  const texts = (of: readonly Group[]) => of.flat().map(({ text }) => text);
  // The parts of a number are no words: «8» would be marked in every phone.
  const any = [...new Set([...(query.digits === '' ? query.words : []), ...texts(groups)])];
  const digits = [query, ...numbers].flatMap((run) => [run.phone, run.digits]).filter((run) => run !== '');
  return { single: groups.length === 1, any, name: [...new Set([...any, ...texts(names)])], digits };
}

interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly complete: boolean;
}

function candidatesOf(
  reader: Reader,
  kind: HitKind,
  reading: QueryInterpretation,
  options: FindOptions,
): Candidates {
  const { query } = reading;
  const { limit, deep = false } = options;
  const name = collectionOf(kind);
  if (isNamed(name)) return named(reader, name, reading, options);
  // One letter alone is in half of all records.
  if (query.words.every((word) => word.length < 2)) return { candidates: [], complete: true };
  const groups = [...reading.groups, ...reading.numbers.map(numberGroup)];
  const found = rowsWithWords(reader, name, groups, { limit, deep });
  if (kind !== 'document') return anywhere(found.rids, found.complete);
  // «12» is the number 12 before it is the beginning of any other.
  const exact = rowsWithWords(reader, name, asWhole(groups), { limit, deep });
  const typed = documentsByType(reader, reading, limit);
  // «00123» is the 123 of «А7-000123».
  const short = /^0+[1-9]/.test(query.digits) ? [whole(query.digits.replace(/^0+/, ''))] : [];
  const shorter = short.length > 0 ? rowsWithWords(reader, name, [short], { limit, deep }).rids : [];
  const rids = new Set([...exact.rids, ...shorter, ...typed, ...found.rids]);
  return anywhere([...rids].slice(0, limit), found.complete);
}

const anywhere = (rids: readonly number[], complete: boolean): Candidates => ({
  candidates: rids.map((rid) => candidate(rid, tiers.anywhere)),
  complete,
});

/** Records with names, clients or contacts: each step only while places are left. */
function named(
  reader: Reader,
  name: CollectionName,
  { query, key, otherKeys, groups, numbers, names }: QueryInterpretation,
  { limit, deep = false }: FindOptions,
): Candidates {
  if (numbers.length > 0) {
    const { rids, complete } = rowsWithWordsAndDigits(reader, name, groups, numbers, { limit, deep });
    return { candidates: rids.map((rid) => candidate(rid, tiers.digits)), complete };
  }
  let complete = true;
  const rows = (wanted: QueryInterpretation['groups'], column?: 'x_name' | 'x_search') => {
    const found = rowsWithWords(reader, name, wanted, column ? { limit, column, deep } : { limit, deep });
    complete &&= found.complete;
    return found.rids;
  };
  const lone = query.words.every((word) => word.length < 2);
  const number = query.digits !== '';
  // Every record has a phone with any digit: looking for those with one in the name would look at all.
  const digit = query.words.every((word) => /^\d$/.test(word));
  const steps: readonly (readonly [Tier, () => readonly number[]])[] = [
    [tiers.beginning, () => rowsByNameKey(reader, name, key, limit)],
    [tiers.number, () => (number ? rows(groups, 'x_search') : [])],
    [tiers.digits, () => rowsWithDigits(reader, name, query, limit)],
    [tiers.name, () => rows(asWhole(groups), 'x_name')],
    [tiers.name, () => (digit ? [] : rows(groups, 'x_name'))],
    ...otherKeys.map(
      (other) => [tiers.soundBeginning, () => rowsByNameKey(reader, name, other, limit)] as const,
    ),
    [tiers.sound, () => rows(asWhole(names), 'x_name')],
    [tiers.sound, () => rows(names, 'x_name')],
    [tiers.anywhere, () => (lone || number ? [] : rows(groups))],
  ];
  const found = new Map<number, Tier>();
  for (const [tier, step] of steps) {
    if (found.size >= limit) break;
    for (const rid of step()) if (!found.has(rid)) found.set(rid, tier);
  }
  return { candidates: [...found].map(([rid, tier]) => candidate(rid, tier)).slice(0, limit), complete };
}

const candidate = (rid: number, tier: Tier): Candidate => ({ rid, tier, opened: NOT_OPENED });

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
