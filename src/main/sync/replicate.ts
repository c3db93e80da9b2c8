import { setTimeout as pause } from 'node:timers/promises';
import { type CollectionName, collections } from '@shared/collections';
import { AppError } from '@shared/lib/result';
import type { WithDeleted } from 'rxdb';
import { Subject } from 'rxjs';
import type { StoreHandle } from '../store/sqlite-storage';
import type { ReplicatedCollection } from '../store/storage-collection';
import { type AbsentCollections, isUnknownCollection } from './absent';
import { Border } from './border';
import { CatchUp } from './catch-up';
import type { Connection } from './connection';
import type { EventStreams } from './event-stream';
import { jsonOf, rawJsonOf } from './failures';
import { InFlight } from './in-flight';
import type { LateStates } from './late-states';
import type { BulkLoad } from './load';
import { forgetLoaded, type LoadTarget, loadTarget, storedCheckpoint } from './load-target';
import type { ParentsFirst } from './parents-first';
import { type Part, partOf } from './push-part';
import { Replication, type ReplicationOptions } from './replication';
import type { SyncStates, Travelled } from './sync-states';

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

interface PulledPage extends Page {
  /** As many as were asked for: there may be more. */
  readonly isFull: boolean;
}

interface PushedRow {
  readonly newDocumentState: Doc;
  readonly assumedMasterState?: Doc;
}

export interface ReplicateOptions {
  readonly name: CollectionName;
  readonly handle: StoreHandle;
  readonly collection: ReplicatedCollection;
  readonly connection: Connection;
  /** Where the server's own news of this collection come from. */
  readonly streams: EventStreams;
  readonly marks: SyncStates;
  readonly late: LateStates;
  readonly load: BulkLoad;
  readonly parents: ParentsFirst;
  readonly absent: AbsentCollections;
  /** Stable for a server's workspace: it names the checkpoints kept in the database. */
  readonly workspace: string;
  readonly onReceived: (count: number) => void;
  readonly onSent: (count: number) => void;
  /** Records of an id that no version of the program gives were left outside. */
  readonly onLeftOut: (count: number) => void;
  /** A replication could not begin, or has ended by itself. */
  readonly onFailed: (error: unknown) => void;
  readonly lowTraffic: boolean;
  /** The server put aside rows that do not fit its schema: they stay unsent here. */
  readonly onRejected: (ids: ReadonlySet<string>) => void;
}

/** On a metered network the server is asked this often, in milliseconds. */
const seldomMs = 5 * 60_000;
/** As many as the server gives at once, and as few as are asked for over the worst line. */
const maxPulled = 1000;
/** All collections ask for their first page at once: it is smaller, so that the directory and the tasks are soon here. */
const maxPulledFirst = 250;
const minPulled = 25;
const pushLimit = 500;
/** A request's body stays well under the server's limit, and is smaller on a bad line. */
const maxPushedBytes = 2 * 1024 * 1024;
const minPushedBytes = 16 * 1024;
/** How long RxDB has for writing a page before it gets the next one, in steps of ten milliseconds. */
const writeWaits = 100;

/** Replicates one collection both ways over RxDB Server's protocol; see docs/sync.md. */
export function replicate(options: ReplicateOptions): Replication<Checkpoint> {
  const { name, connection, marks, late, load } = options;
  const path = `/${name}/${collections[name].version}`;
  const stream = new Subject<Page | 'RESYNC'>();
  const border = new Border<Doc>(options.onLeftOut);
  /** Records are being loaded past RxDB: what the stream brings meanwhile is pulled afterwards. */
  let isLoading = false;
  const catchUp = new CatchUp(() => stream.next('RESYNC'), connection.stopped);
  const inFlight = new InFlight(connection.stopped);

  /** Asks as the connection does, but for as long as the server has no such collection only now and then. */
  const ask: Connection['ask'] = async (outgoing, read, mended) => {
    for (;;) {
      try {
        const value = await connection.ask(outgoing, read, mended, isUnknownCollection);
        options.absent.found(name);
        return value;
      } catch (error) {
        if (!isUnknownCollection(error)) throw error;
        await options.absent.missing(name, connection.stopped);
      }
    }
  };

  const arrived = ({ documents, checkpoint }: Page) => {
    late.arrived(documents, checkpoint.lwt);
    marks.set(name, documents, 2);
    options.onReceived(documents.length);
  };

  const askPage = async (after: Checkpoint | undefined): Promise<PulledPage> => {
    let limit = 0;
    const outgoing = () => {
      const whole = (after?.lwt ?? 0) === 0 ? maxPulledFirst : maxPulled;
      limit = connection.portion.of(whole, minPulled);
      const query = new URLSearchParams({
        id: after?.id ?? '',
        lwt: String(after?.lwt ?? 0),
        limit: String(limit),
      });
      return { path: `${path}/pull?${query}` };
    };
    const page = await ask(outgoing, async (response) => {
      const { value, isSound } = await rawJsonOf(response);
      return { ...pageOf(value), isSound };
    });
    const documents = border.enter(page.documents, page.isSound);
    return { ...page, documents, isFull: page.documents.length >= limit };
  };
  let ahead: { readonly after: Checkpoint; readonly page: Promise<PulledPage> } | undefined;
  /** The page after a checkpoint; the one behind it is on its way while this one is written. */
  const pageAfter = async (after: Checkpoint | undefined): Promise<PulledPage> => {
    // RxDB's own server gives everything written in one moment the same number: the id tells places apart.
    const isNext = ahead !== undefined && ahead.after.lwt === after?.lwt && ahead.after.id === after.id;
    const asked = ahead !== undefined && isNext ? ahead.page : askPage(after);
    ahead = undefined;
    const page = await asked;
    if (page.isFull) {
      const next = askPage(page.checkpoint);
      // Whoever wants the page hears of it.
      next.catch(() => {});
      ahead = { after: page.checkpoint, page: next };
    }
    return page;
  };

  /** A page with as many records as have RxDB ask for the next one: it takes a shorter one for the last. */
  const wholePageAfter = async (after: Checkpoint | undefined): Promise<PulledPage> => {
    let page = await pageAfter(after);
    while (page.isFull && page.documents.length < minPulled) {
      const next = await pageAfter(page.checkpoint);
      page = { ...next, documents: [...page.documents, ...next.documents] };
    }
    return page;
  };

  /** Loads new records until there are no more, or a page that RxDB has to judge, which is answered. */
  const loadPages = async (target: LoadTarget, from: Checkpoint | undefined): Promise<Page> => {
    const begun = load.begin();
    isLoading = true;
    try {
      for (let after = from; ; ) {
        const page = await pageAfter(after);
        if (page.documents.length === 0 && !page.isFull) return page;
        if (!(await load.write(target, page, begun, options.onReceived))) {
          arrived(page);
          return page;
        }
        after = page.checkpoint;
        if (!page.isFull) return { documents: [], checkpoint: after };
      }
    } finally {
      isLoading = false;
      load.end(name);
      if (catchUp.isDue) catchUp.ask();
      load.settle(begun);
    }
  };

  const pull: ReplicationOptions<Checkpoint>['pull'] = {
    // RxDB asks again where a page has so many: one that is full has them, however small it was asked for.
    batchSize: minPulled,
    stream$: stream,
    async handler(after) {
      // The page asked for ahead does not know of what was missed since.
      if (catchUp.begun()) ahead = undefined;
      const target = await loadTarget(name, replication);
      const stored = target && (await writtenUpTo(target, after));
      const isUpToDate = target !== undefined && stored !== 'behind';
      let page: Page;
      if (isUpToDate) page = await loadPages(target, stored ?? after);
      else {
        page = await wholePageAfter(after);
        arrived(page);
      }
      await inFlight.landed(page.documents);
      return page;
    },
  };

  /** Less than usual where the server takes no more at once: RxDB's own takes 100 KB unless told. */
  let maxBytes = maxPushedBytes;
  /** Sends rows in as many parts as it takes; what the server has instead of them goes to `conflicts`. */
  const send = async (rows: readonly PushedRow[], conflicts: Doc[]) => {
    for (let sent = 0; sent < rows.length; ) {
      let part: Part<PushedRow> = { rows: [], json: '[]' };
      const { masters, rejected, before } = await ask(
        async () => {
          part = partOf(rows, sent, connection.portion.of(maxBytes, minPushedBytes));
          return { path: `${path}/push`, init: await connection.packed(part.json) };
        },
        async (response) => {
          const { value: answer, isSound } = await rawJsonOf(response);
          if (!Array.isArray(answer)) throw new AppError('sync-bad-answer');
          const any = Number(response.headers.get('x-kartoteka-rejected') ?? 0) > 0;
          return {
            before: response.headers.get('x-kartoteka-before'),
            masters: border.mend(answer as Doc[], isSound),
            rejected: any ? await rejectedIds(connection, path) : new Set<string>(),
          };
        },
        (status) => {
          if (status !== 413 || part.rows.length === 1 || maxBytes === minPushedBytes) return false;
          maxBytes = Math.max(minPushedBytes, Math.floor(Math.min(maxBytes, part.json.length) / 2));
          return true;
        },
      );
      sent += part.rows.length;
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
      options.parents.taken(name);
    }
  };

  const push = {
    batchSize: pushLimit,
    async handler(rows: readonly PushedRow[]) {
      const states = rows.map((row) => row.newDocumentState);
      const asHeld = rows.map(({ assumedMasterState, ...row }) =>
        assumedMasterState ? { ...row, assumedMasterState: border.asHeld(assumedMasterState) } : row,
      );
      const conflicts: Doc[] = [];
      await options.parents.gone(name, states);
      followNotes();
      inFlight.sent(states);
      try {
        await send(asHeld, conflicts);
      } finally {
        inFlight.answered(states, new Set(conflicts.map(({ id }) => id)));
      }
      return conflicts;
    },
  };

  let isFollowed = false;
  /** RxDB's notes are there from its first pull or push on. */
  const followNotes = () => {
    if (isFollowed || !replication.notes) return;
    isFollowed = true;
    replication.notes.changeStream().subscribe((change) => inFlight.notesChanged(change));
  };

  forgetLoaded(options.collection);
  const replication = new Replication<Checkpoint>({
    handle: options.handle,
    identifier: `${options.workspace}:${name}`,
    collection: options.collection,
    pull,
    ...(collections[name].replication === 'both' ? { push: push as never } : {}),
    failed: options.onFailed,
  });
  if (options.lowTraffic) {
    const look = () => stream.next('RESYNC');
    const timer = setInterval(look, seldomMs);
    connection.onNow.add(look);
    connection.stopped.addEventListener('abort', () => clearInterval(timer));
    return replication;
  }
  /** False: the page is left to the next pull. */
  const isWanted = (): boolean => {
    if (catchUp.isDue) return false;
    if (isLoading) catchUp.note();
    // RxDB takes a page that comes before its next pull for pulled: the one asked for ahead does not have it.
    else if (ahead !== undefined) catchUp.ask();
    else return true;
    return false;
  };
  const give = (page: Page) => {
    arrived(page);
    stream.next(page);
  };
  options.streams.follow(name, {
    connected() {
      inFlight.drop();
      if (isLoading) catchUp.note();
      else catchUp.ask();
    },
    page(data) {
      const told = pageOf(data);
      const page = { ...told, documents: border.enter(told.documents) };
      if (!isWanted()) return;
      inFlight.pass(page.documents, () => isWanted() && give(page));
    },
  });
  return replication;
}

/**
 * How far the database is, once RxDB has written all it was given: its own checkpoint may be older than the database's, since
 * pages are loaded past it. `behind` when RxDB is still writing, or has failed to.
 */
async function writtenUpTo(
  target: LoadTarget,
  given: Checkpoint | undefined,
): Promise<Checkpoint | undefined | 'behind'> {
  for (let waits = 0; waits < writeWaits; waits += 1) {
    const stored = (await storedCheckpoint(target)) as Checkpoint | undefined;
    if ((stored?.lwt ?? 0) >= (given?.lwt ?? 0)) return stored;
    await pause(10);
  }
  return 'behind';
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
