import { appContract } from './app/contract';
import { auditContract } from './audit/contract';
import { backupsContract } from './backups/contract';
import { callsContract } from './calls/contract';
import { clientsContract } from './clients/contract';
import { conflictsContract } from './conflicts/contract';
import { contactsContract } from './contacts/contract';
import { dealsContract } from './deals/contract';
import { documentsContract } from './documents/contract';
import { filesContract } from './files/contract';
import { funnelsContract } from './funnels/contract';
import { historyContract } from './history/contract';

import { importContract } from './import/contract';
import { inboxContract } from './inbox/contract';
import type { HandlersOf, InputOf, KeysOf, OutputOf } from './lib/contract';
import { listsContract } from './lists/contract';
import { notesContract } from './notes/contract';
import { organizationsContract } from './organizations/contract';
import { participantsContract } from './participants/contract';
import { recordsContract } from './records/contract';
import { binContract } from './recycle-bin/contract';
import { searchContract } from './search/contract';
import { securityContract } from './security/contract';
import { settingsContract } from './settings/contract';
import { staffContract } from './staff/contract';
import { storageHealthContract } from './storage-health/contract';
import { syncContract } from './sync/contract';
import { tasksContract } from './tasks/contract';
import { timelineContract } from './timeline/contract';
import { todayContract } from './today/contract';
import { usersContract } from './users/contract';
import { viewsContract } from './views/contract';

/** Every call between the renderer and main: one line per feature. */
export const contract = {
  ...appContract,
  ...settingsContract,
  ...clientsContract,
  ...contactsContract,
  ...callsContract,
  ...tasksContract,
  ...notesContract,
  ...dealsContract,
  ...funnelsContract,
  ...timelineContract,
  ...documentsContract,
  ...organizationsContract,
  ...participantsContract,
  ...usersContract,
  ...searchContract,
  ...todayContract,
  ...importContract,
  ...syncContract,
  ...staffContract,
  ...auditContract,
  ...backupsContract,
  ...storageHealthContract,
  ...conflictsContract,
  ...inboxContract,
  ...historyContract,
  ...binContract,
  ...recordsContract,
  ...securityContract,
  ...filesContract,
  ...listsContract,
  ...viewsContract,
} as const;

type AppContract = typeof contract;
type CallName = keyof AppContract;
export type CommandName = KeysOf<AppContract, 'command'>;
export type LiveName = KeysOf<AppContract, 'live'>;
export type SystemName = KeysOf<AppContract, 'system'>;
export type StateName = KeysOf<AppContract, 'state'>;
export type CallInput<N extends CallName> = InputOf<AppContract, N>;
export type CallOutput<N extends CallName> = OutputOf<AppContract, N>;
export type CommandHandlers<Context> = HandlersOf<AppContract, 'command', Context>;
export type SystemHandlers<Context> = HandlersOf<AppContract, 'system', Context>;

/** Handlers of one feature: those of the whole whose names begin with it. */
export type FeatureHandlers<All, Prefix extends string> = {
  [N in keyof All as N extends `${Prefix}.${string}` ? N : never]: All[N];
};
