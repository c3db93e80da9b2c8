import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Rxdb from 'rxdb';
import type { RxReplicationState } from 'rxdb/plugins/replication';
import type * as Memory from 'rxdb/plugins/storage-memory';
import type { Observable } from 'rxjs';

/** The state of a replication with RxDB's own client. */
export type OfficialReplication<T> = RxReplicationState<T, unknown> & {
  readonly unauthorized$: Observable<void>;
  readonly forbidden$: Observable<void>;
  readonly outdatedClient$: Observable<void>;
  setHeaders(headers: Record<string, string>): void;
};

interface Official {
  readonly rxdb: typeof Rxdb;
  readonly memory: typeof Memory;
  readonly replicateServer: <T>(options: {
    readonly replicationIdentifier: string;
    readonly collection: Rxdb.RxCollection<T>;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly live: boolean;
    readonly waitForLeadership: false;
    readonly retryTime: number;
    readonly pull?: { readonly batchSize: number };
    readonly push?: { readonly batchSize: number };
  }) => OfficialReplication<T>;
  readonly createRxServer: (options: {
    readonly database: Rxdb.RxDatabase;
    readonly adapter: unknown;
    readonly port: number;
    readonly hostname: string;
    readonly authHandler: (headers: Record<string, string | undefined>) => {
      data: object;
      validUntil: number;
    };
  }) => Promise<{
    addReplicationEndpoint(options: { name: string; collection: Rxdb.RxCollection }): unknown;
    start(): Promise<void>;
  }>;
  readonly adapter: unknown;
}

/** The folder that `run.mjs` has filled; absent in an ordinary run of the tests. */
export const folder = process.env.RXDB_SERVER;

/** RxDB's own server and client, with the RxDB that they found: another copy than ours. */
export function officialPackages(): Official {
  const load = createRequire(join(folder ?? '', 'index.js'));
  return {
    rxdb: load('rxdb'),
    memory: load('rxdb/plugins/storage-memory'),
    replicateServer: load('rxdb-server/plugins/replication-server').replicateServer,
    createRxServer: load('rxdb-server/plugins/server').createRxServer,
    adapter: load('rxdb-server/plugins/adapter-express').RxServerAdapterExpress,
  };
}
