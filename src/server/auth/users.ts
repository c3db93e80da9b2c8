import { type UserRole, userRoles } from '@shared/users/schema';
import { ulid } from 'ulid';
import { announceUser } from '../replication/announce';
import { putDocument } from '../replication/put-document';
import type { Database, Rows } from '../store/database';
import { hashPassword } from './passwords';

export interface UserEntry {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: UserRole;
  readonly disabled: boolean;
}

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly role?: UserRole | undefined;
  readonly password: string;
}

/** Why a command about users is refused. */
export class UserError extends Error {
  constructor(
    readonly code: 'login-taken' | 'login-invalid' | 'name-invalid' | 'role-invalid' | 'no-such-user',
  ) {
    super(code);
  }
}

interface UserRow {
  id: string;
  login: string;
  name: string;
  role: UserRole;
  disabled: boolean;
  created_at: Date;
  updated_at: Date;
}

const columns = 'id, login, name, role, disabled, created_at, updated_at';

/** One spelling of a login: as typed by hand, in any case. */
export const normaliseLogin = (login: string): string => login.normalize('NFC').trim().toLowerCase();

/**
 * The people of a workspace. Each change also puts the person's record into the read-only collection `users`, in the
 * same transaction, so that devices get the directory by replication.
 */
export class Users {
  constructor(
    private readonly database: Database,
    private readonly workspace: string,
    private readonly passwordCost: number,
  ) {}

  /** @throws UserError */
  async create(user: NewUser): Promise<UserEntry> {
    const login = normaliseLogin(user.login);
    const name = user.name.normalize('NFC').trim();
    const role = user.role ?? 'seller';
    if (!/^[^\s\p{C}]{1,120}$/u.test(login)) throw new UserError('login-invalid');
    if (!/^[^\p{Cc}\p{Cs}]{1,300}$/u.test(name)) throw new UserError('name-invalid');
    if (!userRoles.includes(role)) throw new UserError('role-invalid');
    const password = await hashPassword(user.password, this.passwordCost);
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<UserRow>(
        `INSERT INTO users (id, workspace, login, name, role, password) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (login) DO NOTHING RETURNING ${columns}`,
        [ulid(), this.workspace, login, name, role, password],
      );
      if (row === undefined) throw new UserError('login-taken');
      await transaction.query('UPDATE workspaces SET access_version = access_version + 1 WHERE id = $1', [
        this.workspace,
      ]);
      return this.publish(transaction, row);
    });
  }

  async list(): Promise<UserEntry[]> {
    const rows = await this.database.query<UserRow>(
      `SELECT ${columns} FROM users WHERE workspace = $1 ORDER BY login`,
      [this.workspace],
    );
    return rows.map(entryOf);
  }

  /** Replaces the password and ends every session of the person. @throws UserError */
  async setPassword(login: string, password: string): Promise<UserEntry> {
    const hash = await hashPassword(password, this.passwordCost);
    return this.change(login, 'password = $3', [hash]);
  }

  /** Lets the person in or out; out ends every session. @throws UserError */
  async setDisabled(login: string, disabled: boolean): Promise<UserEntry> {
    return this.change(login, 'disabled = $3', [disabled]);
  }

  private async change(login: string, assignment: string, values: unknown[]): Promise<UserEntry> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<UserRow>(
        `UPDATE users SET ${assignment}, updated_at = now() WHERE workspace = $1 AND login = $2 RETURNING ${columns}`,
        [this.workspace, normaliseLogin(login), ...values],
      );
      if (row === undefined) throw new UserError('no-such-user');
      await transaction.query('DELETE FROM sessions WHERE user_id = $1', [row.id]);
      await announceUser(transaction, row.id);
      return this.publish(transaction, row);
    });
  }

  private async publish(transaction: Rows, row: UserRow): Promise<UserEntry> {
    const { id, login, name, role, disabled } = row;
    await putDocument(transaction, this.workspace, 'users', {
      id,
      createdAt: row.created_at.toISOString(),
      createdBy: '',
      updatedAt: row.updated_at.toISOString(),
      updatedBy: '',
      importId: '',
      name,
      login,
      role,
      disabled,
    });
    return entryOf(row);
  }
}

function entryOf({ id, login, name, role, disabled }: UserRow): UserEntry {
  return { id, login, name, role, disabled };
}
