import type { AuditPage } from '@shared/audit/events';
import type { UserRole } from '@shared/users/schema';
import { listAudit } from '../auth/audit';
import type { UserEntry, Users } from '../auth/users';
import { noteRestore } from '../replication/restored';
import type { Teams } from '../staff/teams';
import type { Database } from '../store/database';

/** What can be asked about users, on the command line or through the admin door of a running server. */
export type UserCommand =
  | {
      readonly do: 'add';
      readonly login: string;
      readonly name: string;
      readonly role: UserRole;
      readonly password: string;
    }
  | { readonly do: 'list' }
  | { readonly do: 'password'; readonly login: string; readonly password: string }
  | { readonly do: 'disable'; readonly login: string }
  | { readonly do: 'enable'; readonly login: string }
  | { readonly do: 'role'; readonly login: string; readonly role: UserRole }
  /** Into the team of this name, which is made when there is none; '' takes the person out of his. */
  | { readonly do: 'team'; readonly login: string; readonly team: string };

/** Asks for a page of the log. */
export interface AuditCommand {
  readonly do: 'audit';
  readonly events?: readonly string[] | undefined;
  /** A login. */
  readonly user?: string | undefined;
  /** Instants: from the first on, and before the second. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Says that the database was restored from a backup. */
interface RestoredCommand {
  readonly do: 'restored';
}

export type AdminCommand = UserCommand | AuditCommand | RestoredCommand;
/** What a command answers. */
export type AdminAnswer<C extends AdminCommand> = C extends AuditCommand ? AuditPage : UserEntry[];

/** What the commands are about. */
export interface Administered {
  readonly users: Users;
  readonly teams: Teams;
  readonly database: Database;
  readonly workspace: string;
}

/** Runs a command. @throws UserError */
export async function runAdminCommand<C extends AdminCommand>(
  administered: Administered,
  command: C,
): Promise<AdminAnswer<C>> {
  return (await answerTo(administered, command)) as AdminAnswer<C>;
}

async function answerTo(administered: Administered, command: AdminCommand): Promise<AuditPage | UserEntry[]> {
  if (command.do === 'audit') return readAudit(administered, command);
  if (command.do !== 'restored') return runUserCommand(administered, command);
  await noteRestore(administered.database, administered.workspace, new Date(), null);
  return [];
}

async function readAudit(
  { users, database, workspace }: Administered,
  { user, ...filter }: AuditCommand,
): Promise<AuditPage> {
  const userId = user === undefined ? undefined : await users.idOf(user);
  return listAudit(database, workspace, { ...filter, userId });
}

/** @returns the people a command concerns */
async function runUserCommand({ users, teams }: Administered, command: UserCommand): Promise<UserEntry[]> {
  switch (command.do) {
    case 'add':
      return [await users.create(command)];
    case 'list':
      return users.list();
    case 'password':
      return [await users.setPassword(command.login, command.password)];
    case 'disable':
      return [await users.setDisabled(command.login, true)];
    case 'enable':
      return [await users.setDisabled(command.login, false)];
    case 'role':
      return [await users.change(await users.idOf(command.login), { role: command.role })];
    case 'team': {
      const id = await users.idOf(command.login);
      if (command.team === '') return [await users.change(id, { team: null })];
      const known = (await teams.list()).find(({ name }) => name === command.team);
      const team = known ?? (await teams.create(command.team, null, null));
      return [await users.change(id, { team: team.id })];
    }
  }
}
