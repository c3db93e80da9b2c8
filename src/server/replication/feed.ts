import type { Database } from '../store/database';
import { changesChannel, sessionsChannel } from './announce';
import { pageText, pullPage } from './pull';
import { readSequence } from './sequence';

/** One open stream. */
export interface Subscriber {
  readonly userId: string;
  readonly tokenHash: string;
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
    private readonly onError: (error: unknown) => void,
  ) {}

  static async start(database: Database, onError: (error: unknown) => void): Promise<Feed> {
    const feed = new Feed(database, onError);
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
      const after = { id: '', lwt: topic.cursor };
      const page = await pullPage(
        this.database,
        topic.workspace,
        topic.collection,
        after,
        pageLimit,
        pageBytes,
      );
      if (page.documents.length === 0) {
        if (topic.asked) continue;
        return;
      }
      topic.cursor = page.checkpoint.lwt;
      const text = pageText({ ...page, more: false });
      for (const subscriber of [...topic.subscribers]) subscriber.send(text);
    }
  }

  private endSessions(message: string): void {
    const [kind, value] = message.split(':');
    this.endAll((subscriber) =>
      kind === 'user' ? subscriber.userId === value : subscriber.tokenHash === value,
    );
  }

  private endAll(which: (subscriber: Subscriber) => boolean): void {
    for (const topic of [...this.topics.values()]) {
      for (const subscriber of [...topic.subscribers]) if (which(subscriber)) subscriber.end();
    }
  }
}
