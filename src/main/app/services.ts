import { join } from 'node:path';
import { session } from 'electron';
import type { Backups } from '../backups';
import { Attempts } from '../security/attempts';
import { Lock } from '../security/lock';
import type { SyncNews } from '../sync/internal-calls';
import { ServerAccount } from '../sync/server-account';
import { describeError } from '../threads/failures';
import type { Core } from './core';
import { publishFirstStates } from './first-states';
import type { FlushBeforeClose } from './flush-before-close';
import { Intents } from './intents';
import type { HandlerServices } from './system';
import type { Windows } from './windows';
import { Workspace } from './workspace';

/** Whether an import is at work: then nothing is locked of itself. */
export const isImporting = ({ states }: Pick<Core, 'states'>): boolean =>
  ['checking', 'importing', 'undoing'].includes(states.get('import.progress')?.phase ?? '');

/** Makes everything that belongs to the profile, once, and ties it together: what is given here is not changed later. */
export function makeServices(
  core: Core,
  windows: Windows,
  flush: FlushBeforeClose,
): HandlerServices & { readonly workspace: Workspace } {
  const { profile, log, states, secrets, keyring, store, resources } = core;
  const server = new ServerAccount({
    ...{ profile, secrets, log },
    seriesChanged: () => void workspace.sessionChanged(),
  });
  let opened: Backups | undefined;
  const backups = async () => {
    const { openCopies } = await import('../backups');
    opened ??= openCopies({
      ...{ profile, states, log, secrets, workspace, keyring, store },
      encryptionKey: () => workspace.encryptionKey(),
      putKeyBeside: (folder) => lock.copyKeyFileTo(folder),
    });
    return opened;
  };
  const told = <N extends keyof SyncNews>(name: N, value: SyncNews[N]) =>
    void import('../sync/handlers')
      .then(({ syncNews }) => syncNews[name](services, value))
      .catch((error) => log.warn(`${name}: ${describeError(error)}`));
  const workspace = new Workspace({
    ...{ profile, keyring, states, log, resources, backups },
    opened: onceOpened(() => services),
    news: {
      'sync.tokenWanted': (used) => told('sync.tokenWanted', used),
      'sync.revoked': () => told('sync.revoked', null),
    },
  });
  const lock = new Lock({
    ...{ keyring, store, secrets, profile, workspace, states, flush, log },
    attempts: new Attempts(join(profile.folder, 'lock.json')),
    gate: () => server.renewLease(Date.now()),
    begin() {
      publishFirstStates(core);
      intents.publish();
    },
    pages: () => windows.pages,
    reload: (at) => windows.reload(at),
    settle: async () => (await import('../import/handlers')).endImport(() => isImporting(core)),
    clearWindows: () => session.defaultSession.clearStorageData(),
  });
  lock.whenLocked(() => server.forget());
  const intents = new Intents({
    states,
    focus: () => windows.focus().webContents.id,
    locked: () => lock.locked,
  });
  const services = {
    ...{ profile, secrets, keyring, lock, server, states, windows, flush, intents, log, resources },
    ...{ workspace, backups },
    ...workspace.ask,
  };
  return services;
}

/** What begins with an open database: the exchange each time, the reminders once. */
function onceOpened(services: () => HandlerServices): () => void {
  let reminding = false;
  return () => {
    const all = services();
    void import('../sync/handlers')
      .then(({ startSync }) => startSync(all))
      .catch((error) => all.log.warn(`sync: ${describeError(error)}`));
    if (reminding) return;
    reminding = true;
    void import('../tasks/reminders').then(({ startReminders }) =>
      startReminders({ ...all, openTask: (id: string) => all.intents.ask('open-task', id) }),
    );
  };
}
