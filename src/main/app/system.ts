import type { CallInput, CallOutput, CommandName, LiveName, SystemHandlers } from '@shared/contract';
import type { WebContents } from 'electron';
import type { Backups } from '../backups';
import type { DataCalls } from '../data/contract';
import type { States } from '../ipc/states';
import type { Keyring } from '../security/keyring';
import type { Lock } from '../security/lock';
import type { ServerAccount } from '../sync/server-account';
import type { Ask } from '../threads/contract';
import type { FlushBeforeClose } from './flush-before-close';
import type { Intents } from './intents';
import type { Log } from './log';
import type { Profile } from './profile';
import type { Secrets } from './secrets';
import type { Windows } from './windows';

/** What a system call may use; made once by the composition root. */
export interface HandlerServices {
  readonly profile: Profile;
  readonly secrets: Secrets;
  readonly keyring: Keyring;
  readonly lock: Lock;
  /** The server account of this profile: tokens, lease, what the server tells of people and devices. */
  readonly server: ServerAccount;
  readonly states: States;
  readonly windows: Windows;
  readonly flush: FlushBeforeClose;
  readonly intents: Intents;
  readonly log: Log;
  /** Folder of the files shipped with the program. */
  readonly resources: string;
  /** Gives a command of the page's. @throws AppError with the refusal's code */
  readonly command: <N extends CommandName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Asks a live query once. @throws AppError with the refusal's code */
  readonly read: <N extends LiveName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Asks the data thread what only main may. */
  readonly data: Ask<DataCalls>;
  readonly backups: () => Promise<Backups>;
  /** The database's life: open again, drop, restore. */
  readonly workspace: WorkspaceControl;
}

export interface WorkspaceControl {
  readonly databasePath: string;
  readonly encryptionKey: () => string;
  /** Closes the database, lets `work` change its files, opens it again. */
  readonly reopen: (work: () => void | Promise<void>) => Promise<void>;
  readonly sessionChanged: () => Promise<void>;
  /** Tries whether the database can be written (again). */
  readonly tryWriting: () => Promise<boolean>;
}

/** What one system call knows: the services and the window it came from. */
export interface SystemContext extends HandlerServices {
  readonly sender: WebContents;
}

export type Systems = SystemHandlers<SystemContext>;

/** The system calls of one feature. */
export type FeatureHandlers<Prefix extends string> = {
  readonly [N in keyof Systems as N extends `${Prefix}.${string}` ? N : never]: Systems[N];
};
