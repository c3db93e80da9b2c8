import { servedCollections } from '../../../../src/server/replication/collections';
import type { RunningServer, ServerOptions } from '../../../../src/server/start-server';
import { startServer } from '../../../../src/server/start-server';
import type { DatabaseChoice } from '../../../../src/server/store/database';
import { collections } from '../../../../src/shared/collections';
import { OneOf, Strict, Text } from '../../../../src/shared/lib/schema';

/** What the suites run on. */
export interface Backend {
  readonly name: string;
  /** An empty database; the same choice can be opened again after closing. */
  fresh(): Promise<DatabaseChoice>;
  /** Several servers may share one database. */
  readonly shared: boolean;
}

/** A small record for tests of the protocol itself. */
export interface Thing {
  id: string;
  name: string;
  color: 'red' | 'blue';
}

const Thing = Strict({ id: Text(40), name: Text(2_000_000), color: OneOf(['red', 'blue']) });
const parts = {
  indexes: [],
  migrations: {},
  conflicts: { sets: [] },
  access: 'everyone',
  pullPriority: 0,
} as const;

/** `things` to edit, `later` at schema version 3, and the real `clients`, `notes` and `users`. */
export const testCollections = servedCollections({
  things: { ...parts, schema: Thing, version: 0, replication: 'both' },
  later: { ...parts, schema: Thing, version: 3, replication: 'both' },
  clients: collections.clients,
  notes: collections.notes,
  users: collections.users,
});

export const password = 'correct horse battery';

/** A server for tests: cheap password hashing, no limit per address. */
export function startTestServer(
  database: DatabaseChoice,
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  return startServer({
    database,
    collections: testCollections,
    passwordCost: 4,
    loginsPerMinute: 10_000,
    ...options,
  });
}
