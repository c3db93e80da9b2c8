import type { Session } from '@shared/app/contract';
import type { CommandHandlers, FeatureHandlers } from '@shared/contract';
import type { Database } from '../store/sqlite-storage/adapter';
import type { Publish } from '../threads/serve';
import type { RecordStore } from './records';

/** What a command may use. Everything that varies (clock, ids, session) comes from here. */
export interface DataContext {
  readonly records: RecordStore;
  /** The store's connection, for reads that RxDB has no words for. Never written to by commands. */
  readonly db: Database;
  readonly session: () => Session;
  /** The current instant, ISO 8601 UTC. */
  readonly now: () => string;
  /** Publishes a state of the contract to every window. */
  readonly publish: Publish;
  /** Tells the live queries that collections changed in a way the store does not see by itself. */
  readonly changed: (collections: readonly string[]) => void;
  /** Folder of the files shipped with the program. */
  readonly resources: string;
}

export type Commands = CommandHandlers<DataContext>;

/** The commands of one feature. */
export type FeatureCommands<Prefix extends string> = FeatureHandlers<Commands, Prefix>;
