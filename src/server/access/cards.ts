import { peopleOf } from '@shared/lib/access';
import type { ServedCollections } from '../replication/collections';
import type { Rows } from '../store/database';
import type { Viewers } from './viewers';
import type { Move } from './visibility-changes';

/** A card: its people, and who answers for it. */
export interface Card {
  readonly people: readonly string[];
  readonly responsible: string;
}

/** Cards by id; one that nobody has sent yet is missing. */
export async function findCards(
  rows: Rows,
  workspace: string,
  collections: ServedCollections,
  ids: readonly string[],
): Promise<Map<string, Card>> {
  if (ids.length === 0) return new Map();
  const found = await rows.query<{ id: string; audience: string[] | null; responsible: string }>(
    `SELECT d.id, d.audience, coalesce(nullif(d.data ->> k.field, ''), d.data ->> 'createdBy', '') AS responsible
     FROM jsonb_to_recordset($2::text::jsonb) AS k (collection text, field text)
     JOIN documents d ON d.workspace = $1 AND d.collection = k.collection
       AND d.id = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb)))`,
    [workspace, JSON.stringify(cardCollections(collections)), JSON.stringify(ids)],
  );
  return new Map(found.map(({ id, audience, responsible }) => [id, { people: audience ?? [], responsible }]));
}

const cardCollections = (
  collections: ServedCollections,
): { readonly collection: string; readonly field: string }[] =>
  [...collections.values()].flatMap(({ name, access }) =>
    typeof access === 'object' && 'responsible' in access
      ? [{ collection: name, field: access.responsible }]
      : [],
  );

interface CardDocument {
  collection: string;
  id: string;
  audience: string[] | null;
  /** The people it is to have. */
  people: string[];
}

export interface Settled {
  /** Moves to be written, numbered from the number given on. */
  readonly moves: readonly Move[];
  readonly seq: number;
  /** False: the cards have more records than were to be settled at once. They are noted in the table `unsettled`. */
  readonly isSettled: boolean;
}

interface SettleParts {
  readonly rows: Rows;
  readonly workspace: string;
  readonly collections: ServedCollections;
  readonly viewers: Viewers;
  /** How many records go along at once, besides the cards themselves and what was written. */
  readonly atOnce: number;
}

/**
 * Computes the people of cards anew and gives them to everything that belongs to the cards: to a bounded number at
 * once, the rest later. Whoever gains or loses sight by it gets a move for each document, since their numbers do not
 * change. Reads no records: a card may be of hundreds of megabytes.
 * @param written what has just got a new number: the caller lets it move
 * @param seq the last number taken; the caller holds the workspace
 */
export async function settleCards(
  { rows, workspace, collections, viewers, atOnce }: SettleParts,
  cards: readonly string[],
  written: { readonly collection: string; readonly ids: ReadonlySet<string> },
  seq: number,
): Promise<Settled> {
  if (cards.length === 0) return { moves: [], seq, isSettled: true };
  const people = await findPeople(rows, workspace, collections, viewers, cards);
  if (people.size === 0) return { moves: [], seq, isSettled: true };
  const wanted = [...people].map(([card, audience]) => ({ card, people: audience }));
  const most = atOnce + cards.length + written.ids.size;
  const found = await rows.query<CardDocument>(
    `SELECT d.collection, d.id, d.audience, r.people
     FROM (SELECT card, people, ARRAY(SELECT jsonb_array_elements_text(people)) AS audience
           FROM jsonb_to_recordset($2::text::jsonb) AS r (card text, people jsonb)) AS r
     JOIN documents d ON d.workspace = $1 AND d.card = r.card AND d.card <> ''
     WHERE d.audience IS NOT NULL AND NOT (d.audience @> r.audience AND d.audience <@ r.audience)
     ORDER BY d.id = d.card DESC,
       d.collection = $3 AND d.id = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb))) DESC, d.seq
     LIMIT $5`,
    [workspace, JSON.stringify(wanted), written.collection, JSON.stringify([...written.ids]), most + 1],
  );
  const changed = found.slice(0, most);
  const moves: Move[] = [];
  let last = seq;
  for (const { collection, id, audience, people: now } of changed) {
    if (collection === written.collection && written.ids.has(id)) continue;
    const [before, after] = [viewers.seersOf(audience ?? []), viewers.seersOf(now)];
    const movers = [...new Set([...before, ...after])].filter((one) => before.has(one) !== after.has(one));
    if (movers.length === 0) continue;
    last += 1;
    for (const userId of movers) moves.push({ userId, collection, id, seq: last });
  }
  await writeAudiences(rows, workspace, changed);
  const isSettled = found.length <= most;
  if (!isSettled) await noteUnsettled(rows, workspace, cards);
  return { moves, seq: last, isSettled };
}

async function noteUnsettled(rows: Rows, workspace: string, cards: readonly string[]): Promise<void> {
  await rows.query(
    `INSERT INTO unsettled (workspace, card) SELECT $1, card
     FROM jsonb_array_elements_text($2::text::jsonb) AS card ON CONFLICT DO NOTHING`,
    [workspace, JSON.stringify(cards)],
  );
}

/**
 * The people of cards: who is responsible, and whom the card's records admit. A card nobody has sent yet has none, and
 * what belongs to it stays with whom it names itself.
 */
async function findPeople(
  rows: Rows,
  workspace: string,
  collections: ServedCollections,
  viewers: Viewers,
  cards: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const people = new Map<string, readonly string[]>();
  const deleted = new Set<string>();
  for (const { name, access } of collections.values()) {
    if (typeof access !== 'object' || !('responsible' in access)) continue;
    const found = await rows.query<{
      id: string;
      responsible: string | null;
      maker: string | null;
      deleted: boolean;
      audience: string[] | null;
    }>(
      `SELECT id, data ->> $3::text AS responsible, data ->> 'createdBy' AS maker, deleted, audience FROM documents
       WHERE workspace = $1 AND collection = $2
         AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))`,
      [workspace, name, access.responsible, JSON.stringify(cards)],
    );
    for (const card of found) {
      const { id, responsible, maker } = card;
      // A tombstone may hold nothing but its id: the people stay who they were.
      if (card.deleted) deleted.add(id);
      const record = { [access.responsible]: responsible ?? '', createdBy: maker ?? '' };
      people.set(id, card.deleted ? (card.audience ?? []) : peopleOf(access, record));
    }
  }
  for (const { name, access } of collections.values()) {
    if (typeof access !== 'object' || !('admits' in access) || !access.admits) continue;
    // Only who is one of us: a record may name anything, any number of times.
    const found = await rows.query<{ card: string; person: string }>(
      `SELECT DISTINCT card, data ->> $3::text AS person FROM documents
       WHERE workspace = $1 AND collection = $2 AND NOT deleted AND card <> ''
         AND card = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))
         AND data ->> $3::text = ANY (ARRAY(SELECT jsonb_array_elements_text($5::text::jsonb)))`,
      [workspace, name, access.admits, JSON.stringify(cards), JSON.stringify(viewers.ids)],
    );
    for (const { card, person } of found) {
      const known = people.get(card);
      if (known === undefined || deleted.has(card) || known.includes(person)) continue;
      people.set(card, [...known, person]);
    }
  }
  return people;
}

async function writeAudiences(
  rows: Rows,
  workspace: string,
  changed: readonly { collection: string; id: string; people: readonly string[] }[],
): Promise<void> {
  if (changed.length === 0) return;
  await rows.query(
    `UPDATE documents AS d SET audience = ARRAY(SELECT jsonb_array_elements_text(r.people))
     FROM jsonb_to_recordset($2::text::jsonb) AS r (collection text, id text, people jsonb)
     WHERE d.workspace = $1 AND d.collection = r.collection AND d.id = r.id`,
    [workspace, JSON.stringify(changed.map(({ collection, id, people }) => ({ collection, id, people })))],
  );
}
