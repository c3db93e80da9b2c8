import type { RecordKind } from '@shared/import/record-targets';
import type { ClientFields, ContactFields, LeftOut } from '@shared/import/records';

/** A new client with the id the import gave it. */
export interface NewClient {
  readonly id: string;
  readonly fields: ClientFields;
}

/** A new record of any other kind. */
export interface NewRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface NewContact {
  readonly id: string;
  readonly clientId: string;
  readonly fields: ContactFields;
}

/** What a row adds to a client that is there already. */
export interface ClientAddition {
  /** The row's line, for what is told of it. */
  readonly line: number;
  readonly clientId: string;
  /** Fills what is empty; absent: the client itself stays as it is. */
  readonly client?: ClientFields;
  readonly contact?: ContactFields;
}

/** What one message to the data thread writes, in this order. */
export interface ImportBatch {
  readonly importId: string;
  /** Which batch it is, from 0. */
  readonly index: number;
  readonly clients: readonly NewClient[];
  readonly contacts: readonly NewContact[];
  readonly additions: readonly ClientAddition[];
  readonly records?: readonly NewRecord[];
}

/** The data thread's answer. */
export interface WrittenBatch {
  /** Ids of clients and records that were refused; contacts of such clients were not written. */
  readonly refused: readonly string[];
  readonly clients: number;
  readonly contacts: number;
  readonly records: number;
  /** Clients of the database that were filled. */
  readonly updated: number;
  /** Values of rows that were not taken over, since the client or the contact has others. */
  readonly leftOut: readonly (LeftOut & { readonly line: number })[];
  /** How long the data thread was busy, in milliseconds. */
  readonly ms: number;
}

/** A batch as bytes: main hands them on without looking inside, which costs it next to nothing. */
export function packBatch(batch: ImportBatch): Uint8Array {
  return Buffer.from(JSON.stringify(batch));
}

export function unpackBatch(bytes: Uint8Array): ImportBatch {
  return JSON.parse(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  ) as ImportBatch;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids of an import's records: the first 19 characters of the import's own ULID and a count in seven digits of base 32.
 * They are ULIDs, unique as the import's is, rise in the order of the file, and need not be remembered.
 */
export function idAt(importId: string, count: number): string {
  let digits = '';
  for (let rest = count, place = 0; place < 7; place += 1) {
    digits = CROCKFORD[rest % 32] + digits;
    rest = Math.floor(rest / 32);
  }
  return importId.slice(0, 19) + digits;
}

/** The count an id of {@link idAt} was made of. */
export function countOf(id: string): number {
  let count = 0;
  for (const digit of id.slice(-7)) count = count * 32 + CROCKFORD.indexOf(digit);
  return count;
}
