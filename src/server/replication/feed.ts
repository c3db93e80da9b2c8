import { type Audience, isSeen, type Sight, type ViewerCache } from '../access/viewers';
import type { Database } from '../store/database';
import { changesChannel, sessionsChannel } from './announce';
import { leftText, pageText } from './pull';
import { readSequence } from './sequence';
import { travellingText } from './states';

/** One open stream. */
export interface Subscriber {
  readonly userId: string;
  readonly sessionId: string;
  /** A page of new documents, as JSON text. */
  send(page: string): void;
  /** The stream must end: the feed stops, fails, or the session is over. The client resyncs when it is back. */
  end(): void;
}

interface Topic {
  readonly workspace: string;
  readonly collection: string;
  readonly subscribers: Set<Subscriber>;
  /** Everything up to this number has been sent. */
  cursor: number;
  ready: Promise<void>;
  pumping: boolean;
  asked: boolean;
}

const pageLimit = 200;
const pageBytes = 512 * 1024;

/** A document that was written, or that moved for one person. */
interface News {
  readonly id: string;
  /** As travelling text; null: there is no such document, or none any more. */
  readonly text: string | null;
  readonly audience: Audience;
  /** Whose feed it is in; null is everybody's. */
  readonly userId: string | null;
  readonly seq: number;
}

/**
 * Sends what is committed, by whichever instance, to the open streams of this one. A NOTIFY only says that there is
 * something new; the rows are read in order from where the topic stands, once for all its streams, so nothing is
 * skipped whatever happens to a message.
 */
export class Feed {
  private readonly topics = new Map<string, Topic>();
  private closed = false;

  private constructor(
    private readonly database: Database,
    private readonly viewers: ViewerCache,
    private readonly onError: (error: unknown) => void,
  ) {}

  static async start(
    database: Database,
    viewers: ViewerCache,
    onError: (error: unknown) => void,
  ): Promise<Feed> {
    const feed = new Feed(database, viewers, onError);
    await database.listen(
      changesChannel,
      (key) => feed.pump(feed.topics.get(key)),
      () => {
        for (const topic of feed.topics.values()) feed.pump(topic);
      },
    );
    await database.listen(
      sessionsChannel,
      (message) => feed.endSessions(message),
      // Which sessions ended meanwhile is unknown: let every client come back and show its token.
      () => feed.endAll(() => true),
    );
    return feed;
  }

  /**
   * Adds a stream. When the promise is fulfilled, every later commit will be sent, and every earlier one is visible
   * to a pull: so a client that pulls once the stream is open misses nothing.
   * @returns how to leave
   */
  async subscribe(workspace: string, collection: string, subscriber: Subscriber): Promise<() => void> {
    const key = `${workspace}/${collection}`;
    let topic = this.topics.get(key);
    if (topic === undefined) {
      topic = this.open(workspace, collection);
      this.topics.set(key, topic);
    }
    const joined = topic;
    joined.subscribers.add(subscriber);
    const leave = () => {
      joined.subscribers.delete(subscriber);
      if (joined.subscribers.size === 0 && this.topics.get(key) === joined) this.topics.delete(key);
    };
    try {
      await joined.ready;
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** How many streams are open. */
  get size(): number {
    let size = 0;
    for (const { subscribers } of this.topics.values()) size += subscribers.size;
    return size;
  }

  /** Ends every stream; for shutting down. */
  close(): void {
    this.closed = true;
    this.endAll(() => true);
  }

  private open(workspace: string, collection: string): Topic {
    const topic: Topic = {
      workspace,
      collection,
      subscribers: new Set(),
      cursor: 0,
      ready: Promise.resolve(),
      pumping: true,
      asked: false,
    };
    topic.ready = readSequence(this.database, workspace).then((head) => {
      topic.cursor = head;
      topic.pumping = false;
      if (topic.asked) this.pump(topic);
    });
    return topic;
  }

  private pump(topic: Topic | undefined): void {
    if (topic === undefined || this.closed) return;
    topic.asked = true;
    if (topic.pumping) return;
    topic.pumping = true;
    this.drain(topic)
      .catch((error: unknown) => {
        this.onError(error);
        for (const subscriber of [...topic.subscribers]) subscriber.end();
      })
      .finally(() => {
        topic.pumping = false;
        // A message may have come after the last look.
        if (topic.asked && topic.subscribers.size > 0) this.pump(topic);
      });
  }

  private async drain(topic: Topic): Promise<void> {
    while (topic.subscribers.size > 0 && !this.closed) {
      topic.asked = false;
      const news = await this.newsOf(topic);
      // Read after the documents: whoever lost sight of one of them is known to have lost it.
      const viewers = await this.viewers.current(this.database);
      deliver(topic, news.rows, (userId) => viewers.sight(userId));
      topic.cursor = news.upTo;
      if (!news.isAll || topic.asked) continue;
      return;
    }
  }

  /** What was committed after the cursor, in order; as far as one look goes. */
  private async newsOf(topic: Topic): Promise<{ rows: News[]; upTo: number; isAll: boolean }> {
    const { workspace, collection, cursor } = topic;
    const head = await readSequence(this.database, workspace);
    const users = [...new Set([...topic.subscribers].map(({ userId }) => userId))];
    const rows = await this.database.query<{
      id: string;
      data: string | null;
      deleted: boolean;
      audience: string[] | null;
      user_id: string | null;
      seq: string | number;
    }>(
      `SELECT * FROM (
         (SELECT id, data::text AS data, deleted, audience, NULL AS user_id, seq FROM documents
          WHERE workspace = $1 AND collection = $2 AND seq > $3 AND seq <= $4 ORDER BY seq
          FETCH FIRST ($5) ROWS ONLY)
         UNION ALL
         (SELECT m.id, d.data::text, coalesce(d.deleted, true), coalesce(d.audience, '{}'), m.user_id, m.seq
          FROM moves m LEFT JOIN documents d
            ON d.workspace = m.workspace AND d.collection = m.collection AND d.id = m.id
          WHERE m.workspace = $1 AND m.collection = $2 AND m.seq > $3 AND m.seq <= $4
            AND m.user_id = ANY (ARRAY(SELECT jsonb_array_elements_text($6::text::jsonb)))
          ORDER BY m.seq FETCH FIRST ($5) ROWS WITH TIES)
       ) AS news ORDER BY seq FETCH FIRST ($5) ROWS WITH TIES`,
      [workspace, collection, cursor, head, pageLimit, JSON.stringify(users)],
    );
    const isAll = rows.length < pageLimit;
    return {
      rows: rows.map(({ id, data, deleted, audience, user_id, seq }) => ({
        id,
        text: data === null ? null : travellingText(data, deleted),
        audience,
        userId: user_id,
        seq: Number(seq),
      })),
      // One number may stand for several people, hence with its ties.
      upTo: isAll ? head : Number(rows.at(-1)?.seq ?? head),
      isAll,
    };
  }

  private endSessions(message: string): void {
    const [kind, value] = message.split(':');
    this.endAll((subscriber) =>
      kind === 'user' ? subscriber.userId === value : subscriber.sessionId === value,
    );
  }

  private endAll(which: (subscriber: Subscriber) => boolean): void {
    for (const topic of [...this.topics.values()]) {
      for (const subscriber of [...topic.subscribers]) if (which(subscriber)) subscriber.end();
    }
  }
}

/** Gives every stream what its person may see, and takes away what he may not see any more. */
function deliver(topic: Topic, rows: readonly News[], sightOf: (userId: string) => Sight): void {
  const pages = new Map<string, readonly string[]>();
  for (const subscriber of [...topic.subscribers]) {
    const { userId } = subscriber;
    const sight = sightOf(userId);
    const own = rows.flatMap(({ id, seq, text, audience, userId: whose }) => {
      if (whose !== null && whose !== userId) return [];
      if (text !== null && isSeen(sight, audience)) return [{ id, seq, text, isLeft: false }];
      return whose === null ? [] : [{ id, seq, text: leftText(id), isLeft: true }];
    });
    if (own.length === 0) continue;
    // Many see the same: its text is made once.
    const key = own.map(({ seq, isLeft }) => `${seq}${isLeft ? '-' : ''}`).join(' ');
    const texts = pages.get(key) ?? pageTexts(own);
    pages.set(key, texts);
    for (const text of texts) subscriber.send(text);
  }
}

/** A document as one stream sends it. */
interface Sent {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly isLeft: boolean;
}

/** Pages of limited size, each a text. */
function pageTexts(sent: readonly Sent[]): string[] {
  const pages: Sent[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const one of sent) {
    if (bytes > pageBytes) {
      pages.push([]);
      bytes = 0;
    }
    pages.at(-1)?.push(one);
    bytes += one.text.length;
  }
  return pages.map((page) =>
    pageText({
      documents: page.map(({ text }) => text),
      left: page.filter(({ isLeft }) => isLeft).map(({ id }) => id),
      checkpoint: { id: page.at(-1)?.id ?? '', lwt: page.at(-1)?.seq ?? 0 },
      more: false,
    }),
  );
}
