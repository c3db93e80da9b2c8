import type { UserRole } from '@shared/users/schema';
import type { UserEntry, Users } from '../auth/users';

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
  | { readonly do: 'enable'; readonly login: string };

/** Runs a command. @returns the people it concerns. @throws UserError */
export async function runUserCommand(users: Users, command: UserCommand): Promise<UserEntry[]> {
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
  }
}
