import { Type } from 'typebox';
import { live, output, system } from '../lib/contract';
import { Id, OneOf, Strict, Text } from '../lib/schema';

/**
 * Why an edit waits for the head instead of being applied: its card was given to somebody else, it was never in its
 * author's scope, its author's role may not change such records, the record is somebody else's (or settled, as a posted
 * document is), or its device was revoked.
 */
const inboxReasons = ['reassigned', 'outside', 'role', 'author', 'revoked'] as const;
export type InboxReason = (typeof inboxReasons)[number];

const inboxStatuses = ['open', 'resolved'] as const;
export type InboxStatus = (typeof inboxStatuses)[number];

/** One field of an edit that waits: how it began, what its author wants, what stands now. */
export interface InboxField {
  readonly field: string;
  /** Absent when it is not known what the edit began from. */
  readonly base?: unknown;
  readonly mine: unknown;
  /** Absent when the reader may not see the record as it stands, or there is none. */
  readonly current?: unknown;
}

/** An edit that waits for the head, or was decided, as the server tells it (docs/sync.md, «The head's inbox»). */
export interface InboxItem {
  readonly id: string;
  readonly collection: string;
  readonly recordId: string;
  /** The client it belongs to; '' for none. */
  readonly clientId: string;
  readonly reason: InboxReason;
  readonly status: InboxStatus;
  /** Who made the edit, by id. */
  readonly by: string;
  /** The id of the device it came from. */
  readonly device: string;
  /** What its owner calls that device; '' where it has no name. */
  readonly deviceName: string;
  readonly at: string;
  /** The record's author wants it gone. */
  readonly deletes: boolean;
  /** There is no such record on the server yet: taking it adds it. */
  readonly isNew: boolean;
  /** Whether the reader may decide: he sees the record, or the card it would belong to. */
  readonly mayResolve: boolean;
  readonly fields: readonly InboxField[];
  /** Which fields were taken; null while open. */
  readonly taken: readonly string[] | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string;
}

/** What records and the values of their fields are called on this device. */
export interface InboxWords {
  /** Titles of records by id; those not here are missing. */
  readonly titles: Readonly<Record<string, string>>;
  /** Names of the people and records that fields point at, by id. */
  readonly names: Readonly<Record<string, string>>;
}

export interface InboxPage extends InboxWords {
  /** Newest first, no more than `mostInboxItems`. */
  readonly items: readonly InboxItem[];
}

/** As many as are shown at once. */
export const maxInboxItems = 100;

/** What of an edit is taken: everything, nothing, or the fields named. */
const Take = Type.Union([
  OneOf(['all', 'none'] as const),
  Type.Array(Text(100), { minItems: 1, maxItems: 200 }),
]);

/** The head's inbox; but for the words all of it needs the network. Errors everywhere: sync-*. */
export const inboxContract = {
  /** Edits that wait, or were decided. Errors: sync-forbidden for sellers. */
  'inbox.list': system(Strict({ status: OneOf(inboxStatuses) }), output<InboxPage>()),
  /** How many the asker may decide, at most `mostInboxItems`. */
  'inbox.count': system(Strict({}), output<number>()),
  /** Errors: not-found, already-resolved. */
  'inbox.resolve': system(Strict({ id: Id, take: Take }), output<null>()),
  /** Opens a decided one again; what was taken stays in the record. Errors: not-found. */
  'inbox.reopen': system(Strict({ id: Id }), output<null>()),
  /** What records and values are called, as far as they are here. */
  'inbox.words': live(
    Strict({
      records: Type.Array(Strict({ collection: Text(60), id: Text(100) }), { maxItems: 1000 }),
      references: Type.Array(Strict({ collection: Text(60), field: Text(100), id: Text(100) }), {
        maxItems: 10_000,
      }),
    }),
    output<InboxWords>(),
  ),
} as const;
