import { admittedBy, peopleOf } from '@shared/lib/access';
import type { ServedCollections } from '../replication/collections';
import type { Rows } from '../store/database';
import type { Move } from './moves';
import type { Audience, Viewers } from './viewers';

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
  card: string;
  data: Record<string, unknown>;
  deleted: boolean;
  audience: string[] | null;
}

export interface Settled {
  /** Moves to be written, numbered from the number given on. */
  readonly moves: readonly Move[];
  readonly seq: number;
}

/**
 * Computes the people of cards anew and gives them to everything that belongs to the cards. Whoever gains or loses
 * sight by it gets a move for each document, since their numbers do not change.
 * @param written what has just got a new number: the caller lets it move
 * @param seq the last number taken; the caller holds the workspace
 */
export async function settleCards(
  rows: Rows,
  workspace: string,
  collections: ServedCollections,
  viewers: Viewers,
  cards: readonly string[],
  written: { readonly collection: string; readonly ids: ReadonlySet<string> },
  seq: number,
): Promise<Settled> {
  if (cards.length === 0) return { moves: [], seq };
  const documents = await rows.query<CardDocument>(
    `SELECT collection, id, card, data, deleted, audience FROM documents
     WHERE workspace = $1 AND card <> '' AND card = ANY (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb)))
     ORDER BY seq`,
    [workspace, JSON.stringify(cards)],
  );
  const byCard = new Map<string, CardDocument[]>();
  for (const document of documents)
    byCard.set(document.card, [...(byCard.get(document.card) ?? []), document]);
  const moves: Move[] = [];
  const changed: { collection: string; id: string; audience: readonly string[] }[] = [];
  let last = seq;
  for (const members of byCard.values()) {
    const people = cardPeople(collections, members);
    for (const document of members) {
      const { collection, id } = document;
      const access = collections.get(collection)?.access;
      if (access === undefined) continue;
      const audience = people ?? peopleOf(access, document.data);
      if (sameAudience(document.audience, audience)) continue;
      changed.push({ collection, id, audience });
      if (collection === written.collection && written.ids.has(id)) continue;
      const [before, after] = [viewers.seersOf(document.audience ?? []), viewers.seersOf(audience)];
      const movers = [...new Set([...before, ...after])].filter((id) => before.has(id) !== after.has(id));
      if (movers.length === 0) continue;
      last += 1;
      for (const userId of movers) moves.push({ userId, collection, id, seq: last });
    }
  }
  await writeAudiences(rows, workspace, changed);
  return { moves, seq: last };
}

/** The people of a card; undefined when nobody has sent the card itself yet. */
function cardPeople(
  collections: ServedCollections,
  members: readonly CardDocument[],
): readonly string[] | undefined {
  let people: readonly string[] | undefined;
  const admitted: string[] = [];
  for (const { collection, data, deleted, audience } of members) {
    const access = collections.get(collection)?.access;
    if (typeof access !== 'object') continue;
    if ('responsible' in access) {
      // A tombstone may hold nothing but its id: the people stay who they were.
      if (deleted) return audience ?? [];
      people = peopleOf(access, data);
    } else if (!deleted) admitted.push(admittedBy(access, data));
  }
  return people && [...new Set([...people, ...admitted.filter((id) => id !== '')])];
}

export const sameAudience = (a: Audience, b: Audience): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((id) => b.includes(id));

async function writeAudiences(
  rows: Rows,
  workspace: string,
  changed: readonly { collection: string; id: string; audience: readonly string[] }[],
): Promise<void> {
  if (changed.length === 0) return;
  await rows.query(
    `UPDATE documents AS d SET audience = ARRAY(SELECT jsonb_array_elements_text(r.audience))
     FROM jsonb_to_recordset($2::text::jsonb) AS r (collection text, id text, audience jsonb)
     WHERE d.workspace = $1 AND d.collection = r.collection AND d.id = r.id`,
    [workspace, JSON.stringify(changed)],
  );
}
