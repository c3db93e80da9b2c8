import type { CallInput, CallOutput, CommandName, LiveName } from '@shared/contract';
import type { Failure } from '@shared/lib/result';
import type { DataCalls } from '../data/contract';
import type { Ask } from '../threads/contract';

/** What may be asked of the open workspace. @throws AppError with the refusal's code */
export interface AskWorkspace {
  /** Gives a command of the page's. */
  readonly command: <N extends CommandName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Asks a live query once. */
  readonly read: <N extends LiveName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Asks the data thread what only main may. */
  readonly data: Ask<DataCalls>;
}

/** The workspace's life, for those who lock it, exchange its database or drop it. */
export interface WorkspaceControl {
  readonly databasePath: string;
  readonly encryptionKey: () => string;
  readonly open: () => Promise<void>;
  readonly close: (options?: { readonly copy?: boolean }) => Promise<void>;
  /** Closes the database, lets `work` change its files, opens it again. */
  readonly reopen: (work: () => void | Promise<void>) => Promise<void>;
  /** Says that a password is needed, with nothing in it that belongs to the last person. */
  readonly showLocked: () => void;
  /** The database cannot even be tried: its key is not to be had. */
  readonly showBroken: (error: Failure) => void;
  readonly sessionChanged: () => Promise<void>;
  /** Tries whether the database can be written (again). */
  readonly tryWriting: () => Promise<boolean>;
}
