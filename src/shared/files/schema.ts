import { type Static, Type } from 'typebox';
import { Id, Instant, OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

/** What a file can be attached to. */
export const fileParents = ['clients', 'contacts', 'calls', 'tasks', 'notes', 'documents'] as const;

/** The largest file, in bytes: 100 MB. */
export const maxFileBytes = 100 * 1024 * 1024;

/** SHA-256 of a file's content: 64 hexadecimal digits. */
const ContentHash = Type.String({ maxLength: 64, pattern: '^[0-9a-f]{64}$' });

/** A file attached to a record. Its content is kept and travels apart, found by its hash. */
export const AttachedFile = Strict({
  ...recordFields,
  /** The client whose card shows it, or ''. */
  clientId: Reference,
  parentKind: OneOf(fileParents),
  parentId: Id,
  name: Text(255),
  size: Type.Integer({ minimum: 0, maximum: maxFileBytes }),
  hash: ContentHash,
  /** When the server had the whole content, or ''. */
  uploadedAt: Instant,
});
export type AttachedFile = Static<typeof AttachedFile>;
