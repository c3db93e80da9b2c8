import { type CollectionName, collectionNames, collections as declared } from '@shared/collections';
import type { ErrorCode } from '@shared/errors';
import { AppError } from '@shared/lib/result';
import { type SyncPhase, type SyncStatus, syncOff } from '@shared/sync/contract';
import type { DataContext } from '../data/context';
import type { Collections } from '../store/collections';
import type { IndexBuilder } from '../store/index-builder/index-builder';
import { DOWNSTREAM, type StoreHandle } from '../store/sqlite-storage';
import type { ReplicatedCollection } from '../store/storage-collection';
import type { WalCheckpointer } from '../store/wal-checkpointer/wal-checkpointer';
import type { CallHandlers, NewsListeners } from '../threads/contract';
import { describeError } from '../threads/failures';
import type { Publish } from '../threads/serve';
import { AbsentCollections } from './absent';
import { adoptRecords } from './adopt';
import { Connection, type ConnectionState } from './connection';
import { EventStreams } from './event-stream';
import { isPassing, jsonOf } from './failures';
import { pushBeforeClose } from './flush-before-close';
import type { SyncCalls, SyncNews, SyncStart } from './internal-calls';
import { Journal } from './journal';
import { LateStates } from './late-states';
import { BulkLoad } from './load';
import { ParentsFirst } from './parents-first';
import { applyProxy } from './proxy';
import { replicate } from './replicate';
import { signIn } from './sign-in';
import { pushed, SyncStates, type Travelled } from './sync-states';
import { Tokens } from './tokens';

export interface Sync {
  /** Answers main. */
  readonly calls: CallHandlers<SyncCalls>;
  /** Told by the store after every commit; `writer` is RxDB's word for who wrote. */
  readonly committed: (collection: CollectionName, ids: readonly string[], writer: string) => void;
  /** Told that a conflict of this record ended in the server's very state. */
  readonly settled: (collection: CollectionName, id: string) => void;
  /** Whether the server has taken a newer state of ours since it sent this one. */
  readonly isLate: (collection: CollectionName, state: Travelled) => boolean;
  readonly stop: () => Promise<void>;
}

interface SyncParts {
  readonly context: DataContext;
  readonly collections: Collections;
  readonly handle: StoreHandle;
  readonly folder: WalCheckpointer;
  readonly indexes: IndexBuilder;
  readonly changed: (collections: readonly string[]) => void;
  readonly publish: Publish;
  readonly log: (level: 'warn' | 'error', message: string) => void;
  /** Tells main alone. */
  readonly news: NewsListeners<SyncNews>;
  /**
   * Tells of exports and sends contents of files that never reached the server, before the database is wiped; gives up
   * after a while.
   */
  readonly sendLast: (connection: Connection) => Promise<void>;
  /** Told the connection that has begun, and when it is over. */
  readonly connected: (connection: Connection | undefined, lowTraffic: boolean) => void;
}

const statusPauseMs = 150;
const isPushed: ReadonlySet<string> = new Set(pushed);
const countsTimeoutMs = 15_000;

/** Replication with the server: begun and ended by main, told to the window as `sync.status`. */
export function createSync(parts: SyncParts): Sync {
  const {
    context,
    collections,
    handle,
    folder,
    indexes,
    changed,
    publish,
    news,
    connected: follows,
    sendLast,
    log,
  } = parts;
  const marks = new SyncStates(handle, (names) => {
    changed(names);
    tell({});
  });
  let status: SyncStatus = syncOff;
  let connection: Connection | undefined;
  let tokens: Tokens | undefined;
  let revoked = false;
  let last: SyncStart | undefined;
  /** Whether the last request was answered: the journal tells only what changed. */
  let reached = false;
  const journal = new Journal(context.now, (events) => publish('sync.journal', events));
  let replications: { cancel: () => Promise<unknown> }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let pending: Partial<SyncStatus> = {};
  /** Conflicts that ended in the server's state: what RxDB writes for them needs no push. */
  const settled = new Set<string>();
  /** Of the present connection, by collection. */
  const late = new Map<CollectionName, LateStates>();

  /** Publishes at most a few times a second: counting the unsent is not free. */
  function tell(patch: Partial<SyncStatus>): void {
    pending = { ...pending, ...patch };
    timer ??= setTimeout(() => {
      timer = undefined;
      const { count, oldestAt } =
        status.phase === 'off' && !pending.phase ? { count: 0, oldestAt: '' } : marks.unsent();
      status = { ...status, ...pending, unsent: count, oldestUnsentAt: oldestAt };
      pending = {};
      publish('sync.status', status);
    }, statusPauseMs);
  }

  function follow(state: ConnectionState): void {
    if (state.phase === 'online') {
      if (!reached) journal.add('online');
      reached = true;
      if (!revoked) tell({ phase: 'online', error: null, lastSuccessAt: context.now() });
    } else if (state.code === 'sync-device-revoked') void obeyRevocation();
    else {
      reached = false;
      journal.add('failed', { code: state.code });
      tell({ phase: phaseOf(state.code), error: { code: state.code, data: {} } });
    }
  }

  function begin(start: SyncStart): void {
    const { server, login, token, workspace } = start;
    revoked = false;
    tokens = new Tokens((used) => news['sync.tokenWanted'](used), token);
    const way = new Connection({ server, tokens }, follow);
    connection = way;
    tell({ ...syncOff, phase: 'connecting', server, login });
    follows(way, start.lowTraffic === true);
    let received = 0;
    const absent = new AbsentCollections((names) => tell({ absent: names }));
    way.onNow.add(absent.askAgain);
    const streams = new EventStreams(way, () => tell({ inboxChanges: status.inboxChanges + 1 }), absent);
    const load = new BulkLoad(handle, folder, indexes, way.stopped, (error) =>
      log('error', `loading: ${describeError(error)}`),
    );
    for (const name of collectionNames) late.set(name, new LateStates());
    const parents = new ParentsFirst(handle, way.stopped);
    replications = collectionNames
      .filter((name) => declared[name].replication !== 'no')
      // What comes first in a first exchange is also asked for first.
      .sort((one, other) => declared[one].pullPriority - declared[other].pullPriority)
      .map((name: CollectionName) =>
        replicate({
          name,
          handle,
          collection: collections[name] as ReplicatedCollection,
          connection: way,
          streams,
          marks,
          late: late.get(name) as LateStates,
          load,
          parents,
          absent,
          workspace,
          onReceived: (count) => {
            received += count;
            if (count > 0) journal.add('received', { count });
            tell({ received });
          },
          onFailed: (error) => log('error', `${name}: ${describeError(error)}`),
          onSent: (count) => count > 0 && journal.add('sent', { count }),
          lowTraffic: start.lowTraffic === true,
          onLeftOut(count) {
            log('warn', `${name}: ${count} records of another id than ours were left outside`);
            journal.add('failed', { code: 'sync-foreign-records', count });
          },
          onRejected: (ids) => {
            journal.add('rejected', { count: ids.size });
            tell({ error: { code: 'sync-rejected', data: {} } });
          },
        }),
      );
    void streams.run();
  }

  /** The device was revoked: what is unsent goes to the head, then main wipes the database. */
  async function obeyRevocation(): Promise<void> {
    const before = connection;
    if (revoked || !before || !tokens) return;
    revoked = true;
    tell({ phase: 'error', error: { code: 'sync-device-revoked', data: {} } });
    // A way of its own: the replication's requests would all be refused.
    const way = new Connection({ server: before.account.server, tokens }, follow);
    connection = way;
    before.stop();
    follows(undefined, false);
    try {
      await stopReplications();
      await pushBeforeClose(context, way, marks);
      await sendLast(way);
      news['sync.revoked'](null);
    } catch {
      // Stopped: the next start hears of the revocation again.
    }
  }

  async function stopReplications(): Promise<void> {
    const running = replications;
    replications = [];
    await Promise.all(running.map((replication) => replication.cancel()));
  }

  async function end(): Promise<void> {
    connection?.stop();
    connection = undefined;
    follows(undefined, false);
    await stopReplications();
    clearTimeout(timer);
    timer = undefined;
    pending = {};
    status = syncOff;
    publish('sync.status', status);
  }

  /** @throws AppError `sync-not-configured` */
  function connected(): Connection {
    if (!connection) throw new AppError('sync-not-configured');
    return connection;
  }

  return {
    calls: {
      'sync.signIn': signIn,
      async 'sync.adopt'({ from, to }) {
        await adoptRecords(context, collections, from, to);
        return null;
      },
      async 'sync.start'(start) {
        if (connection) await end();
        last = start;
        begin(start);
        return null;
      },
      async 'sync.pause'({ paused }) {
        if (!last) throw new AppError('sync-not-configured');
        const { server, login, lastSuccessAt } = status;
        if (paused && connection) {
          await end();
          journal.add('paused');
          tell({ ...syncOff, phase: 'paused', server, login, lastSuccessAt });
        } else if (!paused && !connection) {
          journal.add('resumed');
          begin(last);
        }
        return null;
      },
      async 'sync.serverCounts'() {
        const counted = await connected().fetch('/counts', {}, AbortSignal.timeout(countsTimeoutMs));
        return (await jsonOf(counted)) as Record<string, number>;
      },
      async 'sync.proxy'(settings) {
        await applyProxy(settings);
        return null;
      },
      'sync.token'(answer) {
        tokens?.answered(answer);
        return null;
      },
      async 'sync.stop'() {
        last = undefined;
        await end();
        return null;
      },
      'sync.renewSeries'({ secret }) {
        const init = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(secret === undefined ? {} : { secret }),
        };
        const outgoing = () => ({ path: '/device/restored', init });
        return connected().ask(outgoing, async (response) => {
          const body = (await jsonOf(response)) as { series?: unknown } | null;
          if (typeof body?.series !== 'string') throw new AppError('sync-bad-answer');
          return body.series;
        });
      },
      'sync.now'() {
        connected().now();
        return null;
      },
    },
    committed(collection, ids, writer) {
      if (!connection) {
        if (status.phase === 'paused') tell({});
        return;
      }
      // A new edit is told before it is answered: until then nobody may read that everything is sent.
      if (status.unsent === 0 && isPushed.has(collection) && !writer.startsWith(DOWNSTREAM)) {
        status = { ...status, unsent: ids.length, oldestUnsentAt: context.now() };
        publish('sync.status', status);
      }
      tell({});
      if (collection === 'conflicts' && !writer.startsWith('replication')) {
        journal.add('conflict', { count: ids.length });
      }
      if (writer !== 'replication-up-write-conflict') return;
      const done = ids.filter((id) => settled.delete(`${collection}:${id}`));
      if (done.length > 0) queueMicrotask(() => marks.confirm(collection, done));
    },
    settled(collection, id) {
      settled.add(`${collection}:${id}`);
    },
    isLate: (collection, state) => late.get(collection)?.isLate(state) === true,
    stop: end,
  };
}

function phaseOf(code: ErrorCode): SyncPhase {
  if (code === 'sync-login-again' || code === 'sync-server-restored') return 'login-needed';
  if (code === 'sync-offline' || code === 'sync-timeout') return 'offline';
  return isPassing(code) || code.startsWith('sync-') ? 'error' : 'offline';
}
