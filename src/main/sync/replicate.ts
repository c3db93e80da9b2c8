import { setTimeout as pause } from 'node:timers/promises';
import { type CollectionName, collections } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import type { ReplicationPullOptions, RxCollection, WithDeleted } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Connection } from './connection';
import { digestOf } from './digest';
import type { EventStreams } from './event-stream';
import { jsonOf } from './failures';
import type { LateStates } from './late-states';
import type { Marks, Travelled } from './marks';

/** `lwt` carries the server's sequence. */
interface Checkpoint {
  readonly id: string;
  readonly lwt: number;
}

type Doc = WithDeleted<Travelled & Record<string, unknown>>;

interface Page {
  readonly documents: Doc[];
  readonly checkpoint: Checkpoint;
  readonly more?: boolean;
}

type Replication = RxReplicationState<Record<string, unknown>, Checkpoint>;

export interface ReplicateOptions {
  readonly name: CollectionName;
  readonly collection: RxCollection;
  readonly connection: Connection;
  /** Where the server's own news of this collection come from. */
  readonly streams: EventStreams;
  readonly marks: Marks;
  readonly late: LateStates;
  /** Stable for a server's workspace: it names the checkpoints kept in the base. */
  readonly workspace: string;
  readonly onReceived: (count: number) => void;
  readonly onSent: (count: number) => void;
  readonly lowTraffic: boolean;
  /** The server put aside rows that do not fit its schema: they stay unsent here. */
  readonly onRejected: (ids: ReadonlySet<string>) => void;
}

/** On a metered network the server is asked this often, in milliseconds. */
const seldomMs = 5 * 60_000;
const pullLimit = 500;
const pushLimit = 200;
/** A request's body stays well under the server's limit. */
const pushBytes = 2 * 1024 * 1024;
/** Records fetched but not yet written: RxDB itself would fetch without end. */
const mostInFlight = 2000;

/** Replicates one collection both ways over RxDB Server's protocol; see docs/sync.md. */
export function replicate(options: ReplicateOptions): Replication {
  const { name, connection, marks, late } = options;
  const path = `/${name}/${collections[name].version}`;
  const stream = new Subject<Page | 'RESYNC'>();
  let inFlight = 0;

  const arrived = ({ documents, checkpoint }: Page) => {
    late.arrived(documents, checkpoint.lwt);
    marks.set(name, documents, 2);
    options.onReceived(documents.length);
  };

  const pull: ReplicationPullOptions<Record<string, unknown>, Checkpoint> = {
    batchSize: pullLimit,
    stream$: stream as never,
    async handler(after) {
      // A record that RxDB finds nothing new in is never reported as received, hence the limited wait.
      for (let waits = 0; inFlight > mostInFlight && waits < 100; waits += 1) await pause(10);
      const query = new URLSearchParams({
        id: after?.id ?? '',
        lwt: String(after?.lwt ?? 0),
        limit: String(pullLimit),
      });
      const page = await connection.ask(`${path}/pull?${query}`, {}, async (response) =>
        pageOf(await jsonOf(response)),
      );
      inFlight += page.documents.length;
      arrived(page);
      return page as never;
    },
  };

  const push = {
    batchSize: pushLimit,
    async handler(rows: readonly { newDocumentState: Doc; assumedMasterState?: Doc }[]) {
      const conflicts: Doc[] = [];
      for (const part of parts(rows)) {
        const body = `[${part.texts.join(',')}]`;
        const { masters, rejected, before } = await connection.ask(
          `${path}/push`,
          {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...digestOf(body) },
            body,
          },
          async (response) => {
            const answer = await jsonOf(response);
            if (!Array.isArray(answer)) throw new AppError('sync-bad-answer');
            const any = Number(response.headers.get('x-kartoteka-rejected') ?? 0) > 0;
            return {
              before: response.headers.get('x-kartoteka-before'),
              masters: answer as Doc[],
              rejected: any ? await rejectedIds(connection, path) : new Set<string>(),
            };
          },
        );
        conflicts.push(...masters);
        const refused = new Set(masters.map(({ id }) => id));
        const taken = part.rows.map((row) => row.newDocumentState).filter(({ id }) => !refused.has(id));
        if (before !== null) late.taken(taken, Number(before));
        if (rejected.size > 0) options.onRejected(rejected);
        options.onSent(part.rows.length - refused.size - rejected.size);
        marks.set(
          name,
          taken.filter(({ id }) => !rejected.has(id)),
          1,
        );
      }
      return conflicts;
    },
  };

  const replication = replicateRxCollection<Record<string, unknown>, Checkpoint>({
    replicationIdentifier: `${options.workspace}:${name}`,
    collection: options.collection as never,
    live: true,
    waitForLeadership: false,
    retryTime: 1000,
    toggleOnDocumentVisible: false,
    pull,
    ...(collections[name].replication === 'both' ? { push: push as never } : {}),
  });
  replication.received$.subscribe(() => {
    inFlight = Math.max(0, inFlight - 1);
  });

  if (options.lowTraffic) {
    const look = () => stream.next('RESYNC');
    const timer = setInterval(look, seldomMs);
    connection.onNow.add(look);
    connection.stopped.addEventListener('abort', () => clearInterval(timer));
    return replication;
  }
  options.streams.follow(name, {
    connected: () => stream.next('RESYNC'),
    page(data) {
      const page = pageOf(data);
      arrived(page);
      stream.next(page);
    },
  });
  return replication;
}

/** @throws AppError `sync-bad-answer` when it is no page of the protocol */
function pageOf(body: unknown): Page {
  const page = body as Partial<Page> | null;
  const sound =
    Array.isArray(page?.documents) &&
    typeof page.checkpoint?.lwt === 'number' &&
    page.documents.every((document) => typeof document?.id === 'string');
  if (!sound) throw new AppError('sync-bad-answer');
  return page as Page;
}

async function rejectedIds(connection: Connection, path: string): Promise<Set<string>> {
  const body = (await jsonOf(await connection.fetch(`${path}/rejected`, {}))) as {
    documents?: { id?: string }[];
  };
  return new Set((body.documents ?? []).map(({ id }) => String(id ?? '')));
}

/** Splits a batch so that each body stays under the limit of bytes. */
function* parts<R extends { readonly newDocumentState: Doc }>(
  rows: readonly R[],
): Generator<{ rows: R[]; texts: string[] }> {
  let part: { rows: R[]; texts: string[] } = { rows: [], texts: [] };
  let bytes = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (part.rows.length > 0 && bytes + text.length > pushBytes) {
      yield part;
      part = { rows: [], texts: [] };
      bytes = 0;
    }
    part.rows.push(row);
    part.texts.push(text);
    bytes += text.length;
  }
  if (part.rows.length > 0) yield part;
}
