import type { InboxReason } from '@shared/inbox/contract';
import { admittedBy, cardOf, mayWrite, peopleOf, sharingOf } from '@shared/lib/access';
import { type Editor, mayEdit } from '@shared/lib/edit-rule';
import { type Limits, largestRecord } from '../limits/limits';
import type { ServedCollection, ServedCollections } from '../replication/collections';
import type { Candidate } from '../replication/push';
import type { StoredDocument } from '../replication/put-document';
import type { Writer } from '../replication/rejected';
import { isStorable, type PlainState } from '../replication/states';
import type { Rows } from '../store/database';
import { announceIds, dropAnnounced, findAnnounced } from './announced';
import { type Card, findCards, settleCards } from './cards';
import { takeIntoInbox, type Waiting } from './inbox';
import { type Audience, isSeen, type Viewers } from './viewers';
import { type Move, writeMoves } from './visibility-changes';

/** A stored document with what it belongs to. */
export interface Master extends PlainState {
  readonly card: string;
  readonly audience: Audience;
}

/** Where a state would stand, and whether its writer may write there. */
interface Place {
  readonly card: string;
  readonly audience: Audience;
  readonly isVisible: boolean;
}

interface ScopeSettled {
  readonly seq: number;
  readonly kept: number;
  /** False: more belongs to the cards than goes along at once. */
  readonly isSettled: boolean;
  /** Whose feeds have something new. */
  readonly collections: ReadonlySet<string>;
}

interface ScopeParts {
  readonly collections: ServedCollections;
  readonly viewers: Viewers;
  readonly limits: Pick<Limits, 'keptBytes' | 'settledAtOnce'>;
  readonly writer: Writer;
  readonly collection: ServedCollection;
}

/** Reads what a push needs to know of the cards its rows belong to. */
export async function openScope(
  rows: Rows,
  parts: ScopeParts,
  candidates: readonly Candidate[],
  masters: ReadonlyMap<string, Master>,
): Promise<Scope> {
  const { access } = parts.collection;
  const isChild = typeof access === 'object' && 'card' in access;
  const named = isChild ? candidates.map(({ plain }) => cardOf(access, plain.data)) : [];
  const ids = isChild ? [...new Set([...named, ...[...masters.values()].map(({ card }) => card)])] : [];
  const cards = await findCards(
    rows,
    parts.writer.workspace,
    parts.collections,
    ids.filter((id) => id !== '' && isStorable(JSON.stringify(id))),
  );
  const isCard = typeof access === 'object' && 'responsible' in access;
  const sound = (id: string) => id !== '' && isStorable(JSON.stringify(id));
  const absent = isCard
    ? candidates.map(({ id }) => id).filter((id) => sound(id) && !masters.has(id))
    : ids.filter((id) => sound(id) && !cards.has(id));
  const announced = await findAnnounced(rows, parts.writer.workspace, absent);
  return new Scope(rows, parts, cards, announced);
}

/** What one push may touch, and what moves by it. */
class Scope {
  private readonly waiting: Waiting[] = [];
  private kept = 0;
  private readonly cardsToSettle = new Set<string>();
  /** Documents whose state at the writer's device is to be set right by his feed. */
  private readonly corrections = new Set<string>();
  /** Cards that new records name, and records that have moved. */
  private readonly spokenOf = new Set<string>();
  private readonly editor: Editor;
  private readonly formerAudience = new Map<string, readonly string[]>();

  constructor(
    private readonly rows: Rows,
    private readonly parts: ScopeParts,
    private readonly cards: ReadonlyMap<string, Card>,
    /** Who spoke first of a card nobody has sent yet. */
    private readonly announced: ReadonlyMap<string, string>,
  ) {
    const { viewers, writer } = parts;
    const visibility = viewers.visibility(writer.userId);
    this.editor = {
      userId: writer.userId,
      role: viewers.role(writer.userId),
      leads: (userId) => isSeen(visibility, [userId]),
    };
  }

  /** Whether the writer's role may change records of this collection at all. */
  get mayWrite(): boolean {
    const { collection, viewers, writer } = this.parts;
    return mayWrite(collection.writers, viewers.role(writer.userId));
  }

  sees(audience: Audience): boolean {
    return isSeen(this.parts.viewers.visibility(this.parts.writer.userId), audience);
  }

  /**
   * Whether the rules let the writer make this change.
   * @param base what he began from: what stands, or what he says it was where that is another
   */
  mayEdit(base: PlainState | undefined, next: PlainState, master: Master | undefined): boolean {
    const { access, edits } = this.parts.collection;
    if (edits === undefined) return true;
    const [before, after] = [base?.data, next.deleted ? undefined : next.data];
    return mayEdit(
      edits,
      { before, after, revives: base?.deleted === true, responsible: this.responsibleFor(access, master) },
      this.editor,
    );
  }

  /** Who answers for the card a record stands in; '' for nobody known. */
  private responsibleFor(access: ServedCollection['access'], master: Master | undefined): string {
    if (master === undefined || typeof access !== 'object') return '';
    if ('responsible' in access) return peopleOf(access, master.data)[0] ?? '';
    return this.cards.get(master.card)?.responsible ?? '';
  }

  placeOf({ data, deleted }: PlainState, master: Master | undefined): Place {
    const { access } = this.parts.collection;
    // What is deleted may be nothing but an id: it stays where it was.
    if (deleted && master !== undefined) return { ...master, isVisible: this.sees(master.audience) };
    if (access === 'everyone') return { card: '', audience: null, isVisible: true };
    if (typeof access === 'object' && 'owner' in access) {
      return { card: '', audience: this.sharedWith(data), isVisible: true };
    }
    const card = cardOf(access, data);
    // A card's people are settled once the batch is written; a new one is its writer's until then.
    if (typeof access === 'object' && 'responsible' in access) {
      const isVisible = master !== undefined || this.mayBring(card);
      return { card, audience: master?.audience ?? [this.parts.writer.userId], isVisible };
    }
    const people = this.cards.get(card)?.people;
    if (people === undefined) {
      const isVisible = master?.card === card || this.mayBring(card);
      return { card, audience: peopleOf(access, data), isVisible };
    }
    return { card, audience: people, isVisible: this.sees(people) };
  }

  /** Who sees a record that is its owner's; null for all. */
  private sharedWith(record: PlainState['data']): Audience {
    const { collection, viewers } = this.parts;
    const sharing = sharingOf(collection.access, record);
    if (sharing === 'everybody') return null;
    const people = peopleOf(collection.access, record);
    return sharing === 'team' ? viewers.withTeams(people) : people;
  }

  /** A card nobody has sent yet is brought, and filled, by who spoke of it first, and by those who see what is his. */
  private mayBring(card: string): boolean {
    const owner = this.announced.get(card);
    return owner === undefined || owner === this.parts.writer.userId || this.sees([owner]);
  }

  keepForHead(
    { id, plain, assumed }: Candidate,
    card: string,
    master: Master | undefined,
    isEcho: boolean,
    isAllowed: boolean,
  ): void {
    if (!this.standsAlone(plain, master)) this.corrections.add(id);
    // An echo changes nothing, but is answered as anything else: else a guess at a record's state would be confirmed.
    this.kept += 1;
    if (isEcho) return;
    const text = assumed === undefined ? '' : JSON.stringify(assumed);
    // No master was ever larger: it is none of ours.
    const isOurs = text !== '' && Buffer.byteLength(text) <= 2 * largestRecord && isStorable(text);
    const sound = isOurs ? assumed : undefined;
    this.waiting.push({
      collection: this.parts.collection.name,
      id,
      card: card || (master?.card ?? ''),
      state: plain,
      assumed: sound,
      reason: this.reasonFor(isAllowed),
    });
  }

  private reasonFor(isAllowed: boolean): InboxReason {
    if (this.parts.writer.revoked) return 'revoked';
    if (!this.mayWrite) return 'role';
    return isAllowed ? 'outside' : 'author';
  }

  /** The writer's device has other stamps than the record: his feed brings it once more. */
  correct(id: string): void {
    this.corrections.add(id);
  }

  /**
   * A directory record its writer's role may not make, where the server has none: it stays at his device until somebody
   * decides, since his documents print it and there is nothing to put in its place. See `letGo`.
   */
  private standsAlone({ deleted }: PlainState, master: Master | undefined): boolean {
    const { collection, writer } = this.parts;
    return (
      master === undefined &&
      !deleted &&
      !this.mayWrite &&
      !writer.revoked &&
      collection.access === 'everyone'
    );
  }

  noteWrite(id: string, next: PlainState, master: Master | undefined): void {
    const { access } = this.parts.collection;
    if (typeof access !== 'object') return;
    if ('owner' in access && master && master.audience === null)
      this.formerAudience.set(id, this.parts.viewers.ids);
    if (master?.audience) this.formerAudience.set(id, this.formerAudience.get(id) ?? master.audience);
    if ('responsible' in access) {
      const same =
        master !== undefined &&
        !master.deleted &&
        !next.deleted &&
        equalPeople(peopleOf(access, master.data), peopleOf(access, next.data));
      if (!same) this.cardsToSettle.add(id);
      return;
    }
    if ('owner' in access) return;
    const card = cardOf(access, next.data);
    if (card !== '' && master?.card !== card) this.spokenOf.add(card);
    if (!access.admits) return;
    const named = (state: PlainState | undefined) =>
      state === undefined || state.deleted
        ? ''
        : `${cardOf(access, state.data)} ${admittedBy(access, state.data)}`;
    if (named(master) === named(next)) return;
    for (const state of [master, next]) {
      const card = state && (cardOf(access, state.data) || master?.card);
      if (card) this.cardsToSettle.add(card);
    }
  }

  /** Cards that what was written speaks of, and nobody has sent or spoken of before; and those that have come. */
  private async settleAnnounced(written: readonly StoredDocument[]): Promise<void> {
    const { writer, collection } = this.parts;
    const { access } = collection;
    if (typeof access !== 'object') return;
    const { workspace, userId } = writer;
    if ('responsible' in access) {
      await dropAnnounced(
        this.rows,
        workspace,
        written.map(({ id }) => id).filter((id) => this.announced.has(id)),
      );
      return;
    }
    const news = [...this.spokenOf].filter((card) => !this.cards.has(card) && !this.announced.has(card));
    await announceIds(this.rows, workspace, writer.onBehalfOf ?? userId, news);
  }

  /** Lets cards and documents move that the batch has moved, and keeps what waits for the head. */
  async settle(written: readonly StoredDocument[], seq: number): Promise<ScopeSettled> {
    const { collections, viewers, limits, writer, collection } = this.parts;
    const { workspace } = writer;
    const atOnce = limits.settledAtOnce;
    const settled = await settleCards(
      { rows: this.rows, workspace, collections, viewers, atOnce },
      [...this.cardsToSettle],
      { collection: collection.name, ids: new Set(written.map(({ id }) => id)) },
      seq,
    );
    await this.settleAnnounced(written);
    const moves: Move[] = [...settled.moves];
    let last = settled.seq;
    const move = (id: string, people: Iterable<string>) => {
      last += 1;
      for (const userId of people) moves.push({ userId, collection: collection.name, id, seq: last });
    };
    const present = await this.audiences(written);
    for (const { id } of written) {
      const audience = present.get(id) ?? null;
      if (audience === null) continue;
      const after = viewers.seersOf(audience);
      const former = viewers.seersOf(this.formerAudience.get(id) ?? []);
      // The writer holds it, whether or not he may: a client made for a colleague leaves at once.
      if (!this.sees(audience)) former.add(writer.userId);
      const lost = [...former].filter((userId) => !after.has(userId));
      if (lost.length > 0) move(id, lost);
    }
    for (const id of this.corrections) move(id, [writer.userId]);
    await this.nameReasons();
    await takeIntoInbox(this.rows, writer, this.waiting, limits.keptBytes);
    await writeMoves(this.rows, workspace, dedupe(moves));
    const touched = new Set(moves.map((one) => one.collection));
    if (written.length > 0) touched.add(collection.name);
    return { seq: last, kept: this.kept, collections: touched, isSettled: settled.isSettled };
  }

  /** The audiences as settled: cards got theirs after they were written. */
  private async audiences(written: readonly StoredDocument[]): Promise<Map<string, Audience>> {
    const known = new Map(written.map(({ id, audience }) => [id, audience]));
    const { access } = this.parts.collection;
    const moved = written.filter(({ card }) => typeof access === 'object' && this.cardsToSettle.has(card));
    if (moved.length === 0) return known;
    const cards = await findCards(this.rows, this.parts.writer.workspace, this.parts.collections, [
      ...new Set(moved.map(({ card }) => card)),
    ]);
    for (const { id, card } of moved) known.set(id, cards.get(card)?.people ?? known.get(id) ?? null);
    return known;
  }

  /** An edit of what was once in its author's scope was overtaken by a reassignment. */
  private async nameReasons(): Promise<void> {
    const { writer } = this.parts;
    const outside = this.waiting.filter(({ reason }) => reason === 'outside');
    if (outside.length === 0) return;
    const ids = outside.flatMap(({ id, card }) => [id, card]);
    const known = await this.rows.query<{ id: string }>(
      `SELECT DISTINCT id FROM moves WHERE workspace = $1 AND user_id = $2
       AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb)))`,
      [writer.workspace, writer.userId, JSON.stringify([...new Set(ids)])],
    );
    const had = new Set(known.map(({ id }) => id));
    for (const [index, item] of this.waiting.entries()) {
      if (item.reason === 'outside' && (had.has(item.id) || had.has(item.card))) {
        this.waiting[index] = { ...item, reason: 'reassigned' };
      }
    }
  }
}

export type { Scope };

const equalPeople = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/** One move a person and document: the last. */
function dedupe(moves: readonly Move[]): Move[] {
  return [...new Map(moves.map((one) => [`${one.userId} ${one.collection} ${one.id}`, one])).values()];
}
