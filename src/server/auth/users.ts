import { type UserRole, userRoles } from '@shared/users/schema';
import { ulid } from 'ulid';
import { changeSights } from '../access/visibility-changes';
import { announceUser } from '../replication/announce';
import { putDocument } from '../replication/put-document';
import type { Database, Rows } from '../store/database';
import { type AuditEntry, writeAudit } from './audit';
import { forgetFailures } from './login-failures';
import { hashPassword } from './passwords';
import { endSessions } from './sessions';

export interface UserEntry {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: UserRole;
  /** The team's id; null: in none. */
  readonly team: string | null;
  readonly disabled: boolean;
}

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly role?: UserRole | undefined;
  readonly team?: string | null | undefined;
  readonly password: string;
}

/** What of a person can be changed, the password apart. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: UserRole | undefined;
  readonly team?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

/** Why a command about users is refused. */
export class UserError extends Error {
  constructor(
    readonly code:
      | 'login-taken'
      | 'login-invalid'
      | 'name-invalid'
      | 'role-invalid'
      | 'no-such-user'
      | 'no-such-team'
      | 'last-admin',
  ) {
    super(code);
  }
}

interface UserRow {
  id: string;
  login: string;
  name: string;
  role: UserRole;
  team: string | null;
  disabled: boolean;
  created_at: Date;
  updated_at: Date;
}

const columns = 'id, login, name, role, team, disabled, created_at, updated_at';

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
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param by who does it; null: the command line. @throws UserError */
  async create(user: NewUser, by: string | null = null): Promise<UserEntry> {
    const login = normaliseLogin(user.login);
    const name = soundName(user.name);
    const role = user.role ?? 'seller';
    if (!/^[^\s\p{C}]{1,120}$/u.test(login)) throw new UserError('login-invalid');
    if (!userRoles.includes(role)) throw new UserError('role-invalid');
    const password = await hashPassword(user.password, this.passwordCost);
    return this.database.transaction(async (transaction) => {
      const { result } = await changeSights(transaction, this.workspace, async () => {
        await this.ensureTeam(transaction, user.team ?? null);
        const [row] = await transaction.query<UserRow>(
          `INSERT INTO users (id, workspace, login, name, role, team, password) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (login) DO NOTHING RETURNING ${columns}`,
          [ulid(), this.workspace, login, name, role, user.team ?? null, password],
        );
        if (row === undefined) throw new UserError('login-taken');
        await this.audit(transaction, {
          event: 'person-added',
          userId: by,
          subject: row.id,
          details: { role },
        });
        return row;
      });
      return this.publish(transaction, result);
    }, 'long');
  }

  async list(): Promise<UserEntry[]> {
    const rows = await this.database.query<UserRow>(
      `SELECT ${columns} FROM users WHERE workspace = $1 ORDER BY login`,
      [this.workspace],
    );
    return rows.map(entryOf);
  }

  /** @throws UserError `no-such-user` */
  async idOf(login: string): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(
      'SELECT id FROM users WHERE workspace = $1 AND login = $2',
      [this.workspace, normaliseLogin(login)],
    );
    if (row === undefined) throw new UserError('no-such-user');
    return row.id;
  }

  /** Replaces the password and ends every session of the person. @throws UserError */
  async setPassword(login: string, password: string): Promise<UserEntry> {
    return this.resetPassword(await this.idOf(login), password);
  }

  /** Like `setPassword`, by id. @throws UserError */
  async resetPassword(id: string, password: string, by: string | null = null): Promise<UserEntry> {
    const hash = await hashPassword(password, this.passwordCost);
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<UserRow>(
        `UPDATE users SET password = $3, updated_at = now() WHERE workspace = $1 AND id = $2 RETURNING ${columns}`,
        [this.workspace, id, hash],
      );
      if (row === undefined) throw new UserError('no-such-user');
      await this.endSessions(transaction, id, '');
      // Whoever was locked out by somebody's guessing gets in again with the new one.
      await forgetFailures(transaction, row.login, id);
      await this.audit(transaction, { event: 'password-changed', userId: by, subject: id });
      return entryOf(row);
    });
  }

  /** The person's own choice: his other sessions end, the one he sits at goes on. */
  async changeOwnPassword(id: string, password: string, sessionId: string): Promise<void> {
    const hash = await hashPassword(password, this.passwordCost);
    await this.database.transaction(async (transaction) => {
      await transaction.query(
        'UPDATE users SET password = $3, updated_at = now() WHERE workspace = $1 AND id = $2',
        [this.workspace, id, hash],
      );
      await this.endSessions(transaction, id, sessionId);
      await this.audit(transaction, { event: 'password-changed', userId: id, subject: id });
    });
  }

  /** Lets the person in or out; out ends every session. @throws UserError */
  async setDisabled(login: string, disabled: boolean): Promise<UserEntry> {
    return this.change(await this.idOf(login), { disabled });
  }

  /**
   * Changes a person. Another role or team moves cards: they appear on the devices of whoever sees them now and leave
   * those of whoever does not.
   * @throws UserError `no-such-user`, `no-such-team`, `name-invalid`, `role-invalid`, `last-admin`
   */
  async change(id: string, patch: UserChange, by: string | null = null): Promise<UserEntry> {
    if (patch.role !== undefined && !userRoles.includes(patch.role)) throw new UserError('role-invalid');
    const name = patch.name === undefined ? undefined : soundName(patch.name);
    return this.database.transaction(async (transaction) => {
      const { result, changed } = await changeSights(transaction, this.workspace, async () => {
        const [before] = await transaction.query<UserRow>(
          `SELECT ${columns} FROM users WHERE workspace = $1 AND id = $2 FOR UPDATE`,
          [this.workspace, id],
        );
        if (before === undefined) throw new UserError('no-such-user');
        const next = {
          name: name ?? before.name,
          role: patch.role ?? before.role,
          team: patch.team === undefined ? before.team : patch.team,
          disabled: patch.disabled ?? before.disabled,
        };
        await this.ensureTeam(transaction, next.team);
        await this.keepAnAdmin(transaction, before, next);
        const [row] = await transaction.query<UserRow>(
          `UPDATE users SET name = $3, role = $4, team = $5, disabled = $6, updated_at = now()
           WHERE workspace = $1 AND id = $2 RETURNING ${columns}`,
          [this.workspace, id, next.name, next.role, next.team, next.disabled],
        );
        if (row === undefined) throw new UserError('no-such-user');
        await this.auditChange(transaction, before, row, by);
        return row;
      });
      if (result.disabled) await this.endSessions(transaction, id, '');
      // Streams begin anew with what their person may see now.
      for (const userId of changed) await announceUser(transaction, userId);
      return this.publish(transaction, result);
    }, 'long');
  }

  private async ensureTeam(rows: Rows, team: string | null): Promise<void> {
    if (team === null) return;
    const [row] = await rows.query('SELECT 1 FROM teams WHERE workspace = $1 AND id = $2', [
      this.workspace,
      team,
    ]);
    if (row === undefined) throw new UserError('no-such-team');
  }

  /** Somebody must be able to let people in. */
  private async keepAnAdmin(
    rows: Rows,
    before: UserRow,
    next: { readonly role: UserRole; readonly disabled: boolean },
  ): Promise<void> {
    const wasAdmin = before.role === 'admin' && !before.disabled;
    if (!wasAdmin || (next.role === 'admin' && !next.disabled)) return;
    const others = await rows.query(
      `SELECT 1 FROM users WHERE workspace = $1 AND id <> $2 AND role = 'admin' AND NOT disabled LIMIT 1`,
      [this.workspace, before.id],
    );
    if (others.length === 0) throw new UserError('last-admin');
  }

  private async endSessions(rows: Rows, userId: string, but: string): Promise<void> {
    await endSessions(rows, this.now(), 's.user_id = $2 AND s.id <> $3', [userId, but]);
    await announceUser(rows, userId);
  }

  private audit(rows: Rows, entry: AuditEntry): Promise<void> {
    return writeAudit(rows, this.workspace, this.now(), entry);
  }

  private async auditChange(rows: Rows, before: UserRow, after: UserRow, by: string | null): Promise<void> {
    const told = { userId: by, subject: before.id };
    if (before.name !== after.name) await this.audit(rows, { event: 'person-renamed', ...told });
    if (before.role !== after.role) {
      const details = { from: before.role, to: after.role };
      await this.audit(rows, { event: 'role-changed', ...told, details });
    }
    if (before.team !== after.team) {
      const details = { from: before.team, to: after.team };
      await this.audit(rows, { event: 'team-changed', ...told, details });
    }
    if (before.disabled !== after.disabled) {
      await this.audit(rows, { event: after.disabled ? 'person-disabled' : 'person-enabled', ...told });
    }
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

function entryOf({ id, login, name, role, team, disabled }: UserRow): UserEntry {
  return { id, login, name, role, team, disabled };
}

function soundName(given: string): string {
  const name = given.normalize('NFC').trim();
  if (!/^[^\p{Cc}\p{Cs}]{1,300}$/u.test(name)) throw new UserError('name-invalid');
  return name;
}
