import { type Static, Type } from 'typebox';
import { command, live, output, system } from '../lib/contract';
import { DateOnly, Id, OneOf, Reference, Strict, Text } from '../lib/schema';
import type { SyncMark } from '../sync/contract';
import { type BusinessDocument, DocumentContent, documentStatuses, documentTypes } from './schema';

export const documentFormats = ['docx', 'pdf'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

export const DocumentFilter = Strict({
  types: Type.Array(OneOf(documentTypes)),
  statuses: Type.Array(OneOf(documentStatuses)),
  from: DateOnly,
  to: DateOnly,
  clientId: Reference,
  text: Text(200),
});
export type DocumentFilter = Static<typeof DocumentFilter>;

export const noDocumentFilter: DocumentFilter = {
  types: [],
  statuses: [],
  from: '',
  to: '',
  clientId: '',
  text: '',
};

/** A document as lists show it. */
export interface DocumentRow {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly type: BusinessDocument['type'];
  readonly status: BusinessDocument['status'];
  readonly number: string;
  readonly date: string;
  readonly total: number;
  readonly createdAt: string;
  readonly mark: SyncMark;
}

declare module '../timeline/contract' {
  interface EntryRows {
    readonly document: DocumentRow;
  }
}

export const documentsContract = {
  'documents.window': live(
    Strict({
      filter: DocumentFilter,
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<{ readonly total: number; readonly offset: number; readonly rows: readonly DocumentRow[] }>(),
  ),
  'documents.byId': live(Strict({ id: Id }), output<BusinessDocument | null>()),
  /**
   * A draft for a client, filled with the organisation's defaults, that is written nowhere yet: one that is looked at and
   * closed leaves nothing behind. Errors: not-found, invalid-input (date).
   */
  'documents.newDraft': command(
    Strict({ clientId: Id, type: OneOf(documentTypes), date: DateOnly }),
    output<BusinessDocument>(),
  ),
  /**
   * A draft made from another document with its lines, written nowhere yet; of its own kind it is a copy.
   * Errors: not-found, invalid-input (date, or a kind that is not made from this one).
   */
  'documents.newDraftFrom': command(
    Strict({ id: Id, type: OneOf(documentTypes), date: DateOnly }),
    output<BusinessDocument>(),
  ),
  /**
   * Writes a draft for a client: the one of `documents.newDraft` with its id and what was typed, or a new one.
   * Errors: not-found, invalid-input (date, or an id that is taken).
   */
  'documents.createDraft': command(
    Strict({
      clientId: Id,
      type: OneOf(documentTypes),
      date: DateOnly,
      id: Type.Optional(Id),
      content: Type.Optional(DocumentContent),
      /** The document it was made from. */
      basedOnId: Type.Optional(Reference),
      /** The deal it is of; '' for none, absent for the only open deal of the client. */
      dealId: Type.Optional(Reference),
    }),
    output<{ readonly id: string }>(),
  ),
  'documents.changeDraft': command(Strict({ id: Id, content: DocumentContent }), output<null>()),
  /**
   * Posts a draft: takes the next number of this device's series and freezes the snapshot.
   * Errors: already-posted, organization-missing, document-empty, amount-too-large.
   */
  'documents.post': command(Strict({ id: Id }), output<{ readonly number: string }>()),
  'documents.setStatus': command(Strict({ id: Id, status: OneOf(documentStatuses) }), output<null>()),
  /** Removes a draft; a posted document can only be cancelled. */
  'documents.removeDraft': command(Strict({ id: Id }), output<null>()),
  /** Writes docx and pdf of a posted document into the documents folder; answers their paths' file names. */
  'documents.saveFiles': system(
    Strict({ id: Id }),
    output<{
      readonly folder: string;
      readonly files: readonly { format: DocumentFormat; name: string }[];
    }>(),
  ),
  /** Opens the file with the system's program, writing it first where it is not there. */
  'documents.openFile': system(Strict({ id: Id, format: OneOf(documentFormats) }), output<null>()),
  'documents.showInFolder': system(Strict({ id: Id, format: OneOf(documentFormats) }), output<null>()),
} as const;
