import { setTimeout as pause } from 'node:timers/promises';
import { type Audience, isSeen, type ViewerCache, type Visibility } from '../access/viewers';
import { maxReadAtOnce } from '../limits/limits';
import type { Database } from '../store/database';
import { changesChannel, inboxChannel, sessionsChannel } from './announce';
import { Frame } from './frame';
import { leftText, pageText } from './pull';
import { readSequence } from './sequence';
import { travellingText } from './states';

/** One open stream. */
export interface Subscriber {
  readonly userId: string;
  readonly sessionId: string;
  /** A page of new documents of one of the collections it asked for. */
  send(frame: Frame): void;
  /** The inbox has changed. */
  inboxChanged(): void;
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
/** After a delivery a topic rests as long as it took, but no longer than this, in milliseconds. */
const longestRestMs = 50;

/** A document that was written, or that moved for one person. */
interface News {
  readonly id: string;
  /** As travelling text; null: there is no such document, or none any more. */
  readonly text: string | null;
  readonly audience: Audience;
  /** Whose feeds it is in; null is everybody's. */
  readonly users: ReadonlySet<string> | null;
  readonly seq: number;
}

/**
 * Sends what is committed, by whichever instance, to the open streams of this one. A NOTIFY only says that there is
 * something new; the rows are read in order from where the topic stands, once for all its streams, so nothing is
 * skipped whatever happens to a message.
 */
export class Feed {
  private readonly topics = new Map<string, Topic>();
  private readonly subscribers = new Set<Subscriber>();
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
    await database.listen(
      inboxChannel,
      () => feed.inboxChanged(),
      () => feed.inboxChanged(),
    );
    return feed;
  }

  /**
   * Adds a stream of these collections. When the promise is fulfilled, every later commit will be sent, and every earlier one is visible
   * to a pull: so a client that pulls once the stream is open misses nothing.
   * @returns how to leave
   */
  async subscribe(
    workspace: string,
    collections: readonly string[],
    subscriber: Subscriber,
  ): Promise<() => void> {
    const joined = collections.map((collection) => this.topicOf(workspace, collection));
    this.subscribers.add(subscriber);
    for (const { subscribers } of joined) subscribers.add(subscriber);
    const leave = () => {
      this.subscribers.delete(subscriber);
      for (const topic of joined) {
        topic.subscribers.delete(subscriber);
        if (topic.subscribers.size > 0) continue;
        const key = keyOf(topic);
        if (this.topics.get(key) === topic) this.topics.delete(key);
      }
    };
    try {
      await Promise.all(joined.map(({ ready }) => ready));
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** How many streams are open. */
  get size(): number {
    return this.subscribers.size;
  }

  /** Ends every stream; for shutting down. */
  close(): void {
    this.closed = true;
    this.endAll(() => true);
  }

  private topicOf(workspace: string, collection: string): Topic {
    const key = keyOf({ workspace, collection });
    const known = this.topics.get(key);
    if (known !== undefined) return known;
    const topic = this.open(workspace, collection);
    this.topics.set(key, topic);
    return topic;
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
      const begun = performance.now();
      deliver(topic, news.rows, (userId) => viewers.visibility(userId));
      topic.cursor = news.upTo;
      if (!news.isAll) continue;
      // Many streams cost time: what is committed while they are served goes to all of them in one page.
      await written();
      const rest = Math.min(longestRestMs, performance.now() - begun);
      if (rest >= 1) await pause(rest);
      if (!topic.asked) return;
    }
  }

  /** What was committed after the cursor, in order; as far as one look goes. */
  private async newsOf(topic: Topic): Promise<{ rows: News[]; upTo: number; isAll: boolean }> {
    const { workspace, collection, cursor } = topic;
    const head = await readSequence(this.database, workspace);
    const users = [...new Set([...topic.subscribers].map(({ userId }) => userId))];
    // Texts are made of those alone that one look may hold; a document that moved for many people is read once.
    const rows = await this.database.query<{
      id: string;
      data: string | null;
      deleted: boolean;
      audience: string[] | null;
      users: string[] | null;
      seq: string | number;
      found: string | number;
    }>(
      `SELECT id, data::text AS data, deleted, audience, users, seq, found FROM (
         SELECT news.*, count(*) OVER () AS found,
           sum(bytes) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - bytes AS before
         FROM (
           (SELECT id, data, bytes, deleted, audience, NULL::text[] AS users, seq FROM documents
            WHERE workspace = $1 AND collection = $2 AND seq > $3 AND seq <= $4 ORDER BY seq
            FETCH FIRST ($5) ROWS ONLY)
           UNION ALL
           (SELECT m.id, d.data, coalesce(d.bytes, 0), coalesce(d.deleted, true),
              CASE WHEN d.id IS NULL THEN '{}' ELSE d.audience END, m.users, m.seq
            FROM (
              SELECT workspace, collection, id, seq, array_agg(user_id) AS users FROM (
                SELECT * FROM moves WHERE workspace = $1 AND collection = $2 AND seq > $3 AND seq <= $4
                  AND user_id = ANY (ARRAY(SELECT jsonb_array_elements_text($6::text::jsonb)))
                ORDER BY seq FETCH FIRST ($5) ROWS WITH TIES) AS moved
              GROUP BY workspace, collection, id, seq) AS m
            LEFT JOIN documents d
              ON d.workspace = m.workspace AND d.collection = m.collection AND d.id = m.id)
           ORDER BY seq FETCH FIRST ($5) ROWS WITH TIES
         ) AS news
       ) AS look WHERE before = 0 OR before + bytes <= $7 ORDER BY seq`,
      [workspace, collection, cursor, head, pageLimit, JSON.stringify(users), maxReadAtOnce],
    );
    const isAll = rows.length < pageLimit && rows.length === Number(rows[0]?.found ?? 0);
    return {
      rows: rows.map(({ id, data, deleted, audience, users: whose, seq }) => ({
        id,
        text: data === null ? null : travellingText(data, deleted),
        audience,
        users: whose === null ? null : new Set(whose),
        seq: Number(seq),
      })),
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
    for (const subscriber of [...this.subscribers]) if (which(subscriber)) subscriber.end();
  }

  private inboxChanged(): void {
    for (const subscriber of this.subscribers) subscriber.inboxChanged();
  }
}

const keyOf = ({ workspace, collection }: Pick<Topic, 'workspace' | 'collection'>): string =>
  `${workspace}/${collection}`;

/** Resolves when what was given to the sockets has been handed to the system. */
const written = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Gives every stream what its person may see, and takes away what he may not see any more. */
function deliver(topic: Topic, rows: readonly News[], visibilityOf: (userId: string) => Visibility): void {
  if (rows.length === 0) return;
  const ofPerson = new Map<string, readonly Frame[]>();
  const ofContent = new Map<string, readonly Frame[]>();
  for (const subscriber of [...topic.subscribers]) {
    const { userId } = subscriber;
    const frames = ofPerson.get(userId) ?? framesFor(topic, rows, userId, visibilityOf(userId), ofContent);
    ofPerson.set(userId, frames);
    for (const frame of frames) subscriber.send(frame);
  }
}

/** @param made frames by what is in them: many people see the same, and it is made once */
function framesFor(
  { collection }: Topic,
  rows: readonly News[],
  userId: string,
  visibility: Visibility,
  made: Map<string, readonly Frame[]>,
): readonly Frame[] {
  const own = rows.flatMap(({ id, seq, text, audience, users }) => {
    if (users !== null && !users.has(userId)) return [];
    if (text !== null && isSeen(visibility, audience)) return [{ id, seq, text, isLeft: false }];
    return users === null ? [] : [{ id, seq, text: leftText(id), isLeft: true }];
  });
  if (own.length === 0) return [];
  const key = own.map(({ seq, isLeft }) => `${seq}${isLeft ? '-' : ''}`).join(' ');
  const frames = made.get(key) ?? pageTexts(own).map((page) => new Frame(collection, page));
  made.set(key, frames);
  return frames;
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
