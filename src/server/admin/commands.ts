import type { UserRole } from '@shared/users/schema';
import type { UserEntry, Users } from '../auth/users';
import type { Teams } from '../staff/teams';

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

/** Whom the commands are about. */
export interface People {
  readonly users: Users;
  readonly teams: Teams;
}

/** Runs a command. @returns the people it concerns. @throws UserError */
export async function runUserCommand({ users, teams }: People, command: UserCommand): Promise<UserEntry[]> {
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
