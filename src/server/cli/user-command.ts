import { parseArgs } from 'node:util';
import { type UserRole, userRoles } from '@shared/users/schema';
import type { UserCommand } from '../admin/commands';
import type { UserEntry } from '../auth/users';
import type { DatabaseChoice } from '../store/database';
import { CliError } from './cli-error';
import { choosePassword } from './password-input';
import { runOnServer } from './run-on-server';
import type { CliTexts } from './texts';

/** `user add|list|password|disable|enable|role|team`. @throws CliError */
export async function userCommand(
  args: readonly string[],
  database: DatabaseChoice,
  texts: CliTexts,
): Promise<void> {
  const { command, generated } = await readCommand(args, texts);
  const found = await runOnServer(command, database, texts);
  report(command, found, texts);
  if (generated !== undefined) console.log(texts.generated(generated));
}

async function readCommand(
  [action, ...rest]: readonly string[],
  texts: CliTexts,
): Promise<{ command: UserCommand; generated: string | undefined }> {
  const { values } = parseOptions(rest, texts);
  const login = () => {
    if (!values.login) throw new CliError(texts.needLogin);
    return values.login;
  };
  const plain = (command: UserCommand) => ({ command, generated: undefined });
  switch (action) {
    case 'add': {
      if (!values.name) throw new CliError(texts.needName);
      const role = values.role ?? 'seller';
      if (!isRole(role)) throw new CliError(texts.userError['role-invalid']);
      const who = { login: login(), name: values.name, role };
      const { password, generated } = await choosePassword(values['password-stdin'] === true, texts);
      return { command: { do: 'add', ...who, password }, generated: generated ? password : undefined };
    }
    case 'list':
      return plain({ do: 'list' });
    case 'password': {
      const who = login();
      const { password, generated } = await choosePassword(values['password-stdin'] === true, texts);
      return {
        command: { do: 'password', login: who, password },
        generated: generated ? password : undefined,
      };
    }
    case 'disable':
      return plain({ do: 'disable', login: login() });
    case 'enable':
      return plain({ do: 'enable', login: login() });
    case 'role':
      if (!isRole(values.role ?? '')) throw new CliError(texts.userError['role-invalid']);
      return plain({ do: 'role', login: login(), role: values.role as UserRole });
    case 'team':
      return plain({ do: 'team', login: login(), team: (values.team ?? '').normalize('NFC').trim() });
    default:
      throw new CliError(`${texts.unknownCommand}\n\n${texts.usage}`);
  }
}

function parseOptions(args: readonly string[], texts: CliTexts) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        login: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string' },
        team: { type: 'string' },
        'password-stdin': { type: 'boolean' },
      },
    });
  } catch {
    throw new CliError(`${texts.unknownCommand}\n\n${texts.usage}`);
  }
}

const isRole = (role: string): role is UserRole => (userRoles as readonly string[]).includes(role);

function report(command: UserCommand, found: readonly UserEntry[], texts: CliTexts): void {
  const [user] = found;
  if (command.do === 'list') {
    if (user === undefined) console.log(texts.nobody);
    for (const { login, name, role, disabled } of found) {
      console.log([login, name, role, ...(disabled ? [texts.disabledMark] : [])].join('\t'));
    }
    return;
  }
  if (user === undefined) return;
  const sentences = {
    add: () => texts.added(user.login, user.name, user.role),
    password: () => texts.passwordChanged(user.login),
    disable: () => texts.disabled(user.login),
    enable: () => texts.enabled(user.login),
    role: () => texts.roleChanged(user.login, user.role),
    team: () => texts.teamChanged(user.login),
  };
  console.log(sentences[command.do]());
}
