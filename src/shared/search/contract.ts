import { type Static, Type } from 'typebox';
import type { DocumentType } from '../documents/schema';
import { entityOf, type KindWith, kindsWith, type OneOfKind } from '../kinds';
import { live, output } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';

/** Kinds of records the search finds: the first stand before their equals. */
export const hitKinds: readonly HitKind[] = [...kindsWith('searchable')]
  .sort((a, b) => (entityOf(a).searchable ?? 0) - (entityOf(b).searchable ?? 0))
  .map((kind) => entityOf(kind).one as HitKind);
export type HitKind = OneOfKind<KindWith<'searchable'>>;

/** A piece of a hit's text; `match` pieces are what was searched for. */
export interface Highlight {
  readonly text: string;
  readonly match: boolean;
}

export interface SearchHit {
  readonly kind: HitKind;
  readonly id: string;
  /** The client's card to open; the record's own id for a client. */
  readonly clientId: string;
  readonly title: readonly Highlight[];
  /** Second line: ИНН, phone, e-mail, client of a contact, piece of a comment. */
  readonly detail: readonly Highlight[];
  /** Date of a call, note, task or document, or ''. */
  readonly at: string;
  /** What a document is, or ''. */
  readonly documentType: DocumentType | '';
}

/** A record whose card or form was opened. */
export const OpenedRecord = Strict({ kind: OneOf(hitKinds), id: Id });
export type OpenedRecord = Static<typeof OpenedRecord>;

/** So many records opened last stand before their equals. */
export const MOST_OPENED = 40;

export const searchContract = {
  /**
   * Best hits over everything in one order: folded ё and case, phones and ИНН by any fragment; where that finds too
   * little also the other keyboard layout, the other alphabet, other forms of the words and one wrong letter.
   * `complete` is false when the oldest of very many records were not looked at; asked again with `deep` they are.
   * `asTyped` is false when nothing has the words themselves, in either layout.
   */
  'search.find': live(
    Strict({
      text: Text(200),
      kinds: Type.Array(OneOf(hitKinds)),
      limit: Type.Integer({ minimum: 1, maximum: 100 }),
      /** The records opened last on this device, the newest first. */
      opened: Type.Optional(Type.Array(OpenedRecord, { maxItems: MOST_OPENED })),
      deep: Type.Optional(Type.Boolean()),
    }),
    output<{ readonly hits: readonly SearchHit[]; readonly complete: boolean; readonly asTyped: boolean }>(),
  ),
  /** Clients opened lately, in the order asked; those that are gone are left out. */
  'search.clients': live(
    Strict({ ids: Type.Array(Id, { maxItems: 20 }) }),
    output<{ readonly hits: readonly SearchHit[] }>(),
  ),
} as const;
