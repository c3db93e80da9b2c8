import { type AdminAnswer, type AdminCommand, runAdminCommand } from '../admin/commands';
import { askAdminDoor } from '../admin/door';
import { defaultPasswordCost } from '../auth/passwords';
import { UserError, Users } from '../auth/users';
import { Teams } from '../staff/teams';
import { FolderBusyError } from '../store/data-folder';
import type { DatabaseChoice } from '../store/database';
import { openStore } from '../store/open';
import { CliError } from './cli-error';
import type { CliTexts } from './texts';

/** Runs a command in the running server when it holds the folder, else in the database directly. @throws CliError */
export async function runOnServer<C extends AdminCommand>(
  command: C,
  choice: DatabaseChoice,
  texts: CliTexts,
): Promise<AdminAnswer<C>> {
  return run(command, choice, texts).catch((error: unknown) => {
    if (error instanceof UserError) throw new CliError(texts.userError[error.code]);
    throw error;
  });
}

async function run<C extends AdminCommand>(
  command: C,
  choice: DatabaseChoice,
  texts: CliTexts,
): Promise<AdminAnswer<C>> {
  let store: Awaited<ReturnType<typeof openStore>>;
  try {
    store = await openStore(choice);
  } catch (error) {
    if (!(error instanceof FolderBusyError)) throw error;
    if (error.admin === undefined) throw new CliError(texts.doorSilent(error.pid));
    return askAdminDoor(error.admin, command).catch((reason: unknown) => {
      if (reason instanceof UserError) throw reason;
      throw new CliError(texts.doorSilent(error.pid));
    });
  }
  try {
    const { database, workspace } = store;
    const users = new Users(database, workspace, defaultPasswordCost);
    const teams = new Teams(database, workspace, () => new Date());
    return await runAdminCommand({ users, teams, database, workspace }, command);
  } finally {
    await store.close();
  }
}
