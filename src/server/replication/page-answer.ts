import { Readable } from 'node:stream';
import { readAccessVersion, type ViewerCache } from '../access/viewers';
import { maxReadAtOnce } from '../limits/limits';
import type { Database } from '../store/database';
import {
  type Checkpoint,
  type PagePart,
  pageText,
  pullPart,
  type Reader,
  readAsPerson,
  verifyCheckpoint,
} from './pull';

/** What is asked for. */
export interface PageQuery {
  readonly collection: string;
  readonly after: Checkpoint;
  readonly limit: number;
  /** The client knows that a page may end before its `limit`. */
  readonly maxBytes: number | undefined;
}

/** Whose page. */
interface Asker {
  readonly workspace: string;
  readonly userId: string;
}

/** How fast pages are answered. */
export interface Pace {
  /** Waits before documents are read until the asker may have so many bytes, and reserves them. */
  readonly ready: (bytes: number) => Promise<void>;
  /** Told how many documents were read, of how many characters they are, and what had been reserved for them. */
  readonly pulled: (documents: number, characters: number, reserved: number) => void;
}

const charactersOf = ({ documents }: PagePart): number =>
  documents.reduce((sum, { length }) => sum + length, 0);

/** An answer to a pull: text, or, where it is much, text that is read from the database while it is sent. */
export interface PageAnswer {
  readonly body: string | Readable;
}

/**
 * The page after a checkpoint. One of at most some megabytes is a text. The protocol forbids to cut a larger one, since
 * a client takes a short page for the last: it is sent as it is read, piece by piece and no faster than it is taken, so
 * that nobody can make us hold it. What a client with `bytes` asks for ends at that size.
 * @throws Refusal `server-restored`
 */
export async function answerPage(
  database: Database,
  viewers: ViewerCache,
  { workspace, userId }: Asker,
  { collection, after, limit, maxBytes }: PageQuery,
  pace: Pace,
): Promise<PageAnswer> {
  const most = Math.min(maxBytes ?? maxReadAtOnce, maxReadAtOnce);
  await pace.ready(most);
  const first = await readAsPerson(database, viewers, workspace, userId, async (reader, version) => {
    await verifyCheckpoint(database, reader, collection, after);
    let part = await pullPart(database, reader, collection, after, limit, most);
    // It may have been all there is: then the page is a text like any other.
    if (!part.isLast && maxBytes === undefined && part.documents.length < limit) {
      const more = await pullPart(
        database,
        reader,
        collection,
        part.checkpoint,
        limit - part.documents.length,
      );
      part = {
        documents: [...part.documents, ...more.documents],
        left: [...part.left, ...more.left],
        checkpoint: more.checkpoint,
        isLast: more.isLast,
      };
    }
    return { reader, version, part };
  });
  const { reader, version, part } = first;
  pace.pulled(part.documents.length, charactersOf(part), most);
  if (part.isLast || maxBytes !== undefined) {
    return { body: pageText({ ...part, more: !part.isLast }) };
  }
  const asked = { collection, limit, pace };
  return {
    body: Readable.from(texts(database, reader, version, part, asked), {
      objectMode: true,
      highWaterMark: 1,
    }),
  };
}

async function* texts(
  database: Database,
  reader: Reader,
  version: number,
  first: PagePart,
  asked: Pick<PageQuery, 'collection' | 'limit'> & { readonly pace: Pace },
): AsyncGenerator<string> {
  const left = [...first.left];
  let { checkpoint, isLast } = first;
  let count = first.documents.length;
  yield `{"documents":[${first.documents.join(',')}`;
  while (!isLast && count < asked.limit) {
    await asked.pace.ready(maxReadAtOnce);
    const part = await pullPart(database, reader, asked.collection, checkpoint, asked.limit - count);
    // Roles or teams changed while it was sent: the answer breaks off here, and the client asks again.
    if ((await readAccessVersion(database, reader.workspace)) !== version) throw new Error('access changed');
    ({ checkpoint, isLast } = part);
    count += part.documents.length;
    left.push(...part.left);
    asked.pace.pulled(part.documents.length, charactersOf(part), maxReadAtOnce);
    if (part.documents.length > 0) yield `,${part.documents.join(',')}`;
  }
  yield `]${pageText({ documents: [], left, checkpoint, more: false }).slice('{"documents":[]'.length)}`;
}
