import type { SystemHandlers } from '@shared/contract';
import type { WebContents } from 'electron';
import type { Backups } from '../backups';
import type { States } from '../ipc/states';
import type { Keyring } from '../security/keyring';
import type { Lock } from '../security/lock';
import type { ServerAccount } from '../sync/server-account';
import type { FlushBeforeClose } from './flush-before-close';
import type { Intents } from './intents';
import type { Log } from './log';
import type { Profile } from './profile';
import type { Secrets } from './secrets';
import type { Windows } from './windows';
import type { AskWorkspace, WorkspaceControl } from './workspace-control';

/** What a system call may use; made once by the composition root. */
export interface HandlerServices extends AskWorkspace {
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
  readonly backups: () => Promise<Backups>;
  /** The database's life: open again, drop, restore. */
  readonly workspace: WorkspaceControl;
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
