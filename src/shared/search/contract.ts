import { Type } from 'typebox';
import type { DocumentType } from '../documents/schema';
import { live, output } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';

export const hitKinds = ['client', 'contact', 'document', 'task', 'note', 'call'] as const;
export type HitKind = (typeof hitKinds)[number];

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

export const searchContract = {
  /** Best hits over everything, as typed: folded ё and case, phones and ИНН by any fragment. */
  'search.find': live(
    Strict({
      text: Text(200),
      kinds: Type.Array(OneOf(hitKinds)),
      limit: Type.Integer({ minimum: 1, maximum: 100 }),
    }),
    output<{ readonly hits: readonly SearchHit[] }>(),
  ),
  /** Clients opened lately, in the order asked; those that are gone are left out. */
  'search.clients': live(
    Strict({ ids: Type.Array(Id, { maxItems: 20 }) }),
    output<{ readonly hits: readonly SearchHit[] }>(),
  ),
} as const;
