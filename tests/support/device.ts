import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { DataCalls, DataNews } from '../../src/main/data/contract';
import type { ReaderCalls } from '../../src/main/reader/contract';
import type { Ask, NewsListeners } from '../../src/main/threads/contract';
import { Thread } from '../../src/main/threads/thread';
import { workerEnd } from '../../src/main/threads/worker';
import { localUserId, type Session } from '../../src/shared/app/contract';
import type { CallInput, CallOutput, CommandName, LiveName } from '../../src/shared/contract';
import type { Result } from '../../src/shared/lib/result';
import { type SyncStatus, syncOff } from '../../src/shared/sync/contract';
import type { ServerSession } from '../../src/shared/sync/session';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
/** The key of every device's base. */
export const deviceKey = '5'.repeat(64);

/** A laptop without its window: the real data and reader threads over an encrypted file of its own. */
export interface Device {
  readonly name: string;
  readonly command: <N extends CommandName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  readonly read: <N extends LiveName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Asks the data thread what only main may. */
  readonly internal: Ask<DataCalls>;
  readonly status: () => SyncStatus;
  /** Names of what the thread told main alone. */
  readonly told?: readonly (keyof DataNews)[];
  /** Signs in as main does; replication begins. */
  readonly connect: (server: string, login: string, password: string) => Promise<ServerSession>;
  /** Leaves the network; `connect` comes back. */
  readonly disconnect: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** What would be left of it after a power cut now. */
  readonly left: () => Killed;
  /** Ends it at once, as a power cut would; the files stay. */
  readonly kill: () => Promise<Killed>;
  /** The database's file, for a look inside once the device was killed. */
  readonly databasePath: string;
}

/** What is left of a device after a power cut. */
export interface Killed {
  readonly folder: string;
  readonly deviceId: string;
  readonly session: Session;
  /** Its database's key, where it is another than {@link deviceKey}; '' for none. */
  readonly encryptionKey?: string;
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw Object.assign(new Error(`refused: ${result.error.code}`), result.error);
}

/** A device whose threads can be looked after one by one. */
export interface ThreadedDevice extends Device {
  /** Closes it; its folder stays. */
  readonly stop: () => Promise<void>;
  /** Lets the reader thread begin anew, as after a start: with nothing kept. */
  readonly reopenReader: () => Promise<void>;
}

/**
 * @param of a device that was killed: its folder and identity are taken over
 * @param built the folder of the built threads
 */
export async function openDevice(
  name: string,
  of?: Killed,
  built: URL = at('out/main/'),
): Promise<ThreadedDevice> {
  const folder = of?.folder ?? mkdtempSync(join(tmpdir(), `картотека ${name} `));
  const deviceId = of?.deviceId ?? randomUUID();
  let session: Session = of?.session ?? {
    userId: localUserId(deviceId),
    userName: name,
    deviceId,
    deviceName: name,
    series: 'Н-ТЕСТ',
  };
  let status: SyncStatus = syncOff;
  const told: (keyof DataNews)[] = [];
  const changes = new MessageChannel();
  const start = {
    databasePath: join(folder, 'kartoteka.db'),
    encryptionKey: of?.encryptionKey ?? deviceKey,
    resources: fileURLToPath(at('resources')),
    version: '',
    session,
  };
  const events = {
    publish: (state: string, value: unknown) => {
      if (state === 'sync.status') status = value as SyncStatus;
    },
    log: (_level: string, message: string) => console.error(`${name}: ${message}`),
    ended: () => console.error(`${name}: a thread ended`),
  };
  const end = (file: string, port: MessageChannel['port1']) =>
    workerEnd(new URL(file, built), name, { ...start, changes: port }, [port]);
  const tell = (news: keyof DataNews) => () => {
    told.push(news);
  };
  const news: NewsListeners<DataNews> = {
    'store.damaged': tell('store.damaged'),
    'sync.tokenWanted': tell('sync.tokenWanted'),
    'sync.revoked': tell('sync.revoked'),
  };
  const data = new Thread<DataCalls, DataNews>(end('data.js', changes.port1), name, { ...events, news });
  const reader = new Thread<ReaderCalls>(end('reader.js', changes.port2), name, { ...events, news: {} });
  const internal: Ask<DataCalls> = async (call, input) => unwrap(await data.call(call, input));
  await internal('open', null);
  unwrap(await reader.call('open', null));
  const stop = async () => {
    await internal('close', null);
    await Promise.all([data.stop(), reader.stop()]);
  };

  return {
    name,
    internal,
    status: () => status,
    told,
    command: async (call, input) => unwrap(await data.request(call, input)) as never,
    read: async (call, input) => unwrap(await reader.request(call, input)) as never,
    async connect(server, login, password) {
      const signedIn = await internal('sync.signIn', {
        server,
        login,
        password,
        device: { id: deviceId, name },
      });
      const before = session.userId;
      session = {
        ...session,
        userId: signedIn.user.id,
        userName: signedIn.user.name,
        series: signedIn.series,
      };
      await internal('session', session);
      unwrap(await reader.call('session', session));
      if (before !== session.userId) await internal('sync.adopt', { from: before, to: session.userId });
      await internal('sync.start', { server, login, workspace: signedIn.workspace, token: signedIn.token });
      return signedIn;
    },
    databasePath: start.databasePath,
    left: () => ({ folder, deviceId, session }),
    async kill() {
      throw new Error('a thread cannot be killed without its process: see device-process.ts');
    },
    async disconnect() {
      await internal('sync.stop', null);
    },
    stop,
    async reopenReader() {
      unwrap(await reader.call('close', null));
      unwrap(await reader.call('open', null));
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `check` answers something true. @throws after `ms`, with what was waited for */
export async function until<T>(
  what: string,
  check: () => Promise<T> | T,
  ms = 20_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await check();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
