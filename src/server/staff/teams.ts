import { ulid } from 'ulid';
import { changeSights } from '../access/visibility-changes';
import { writeAudit } from '../auth/audit';
import { UserError } from '../auth/users';
import { announceUser } from '../replication/announce';
import type { Database, Rows } from '../store/database';

export interface TeamEntry {
  readonly id: string;
  readonly name: string;
  /** The person who answers for it and sees its cards; null: nobody yet. Heads in the team see them, too. */
  readonly head: string | null;
}

export interface TeamChange {
  readonly name?: string | undefined;
  readonly head?: string | null | undefined;
}

/** The teams of a workspace. */
export class Teams {
  constructor(
    private readonly database: Database,
    private readonly workspace: string,
    private readonly now: () => Date,
  ) {}

  async list(): Promise<TeamEntry[]> {
    return this.database.query<TeamEntry>(
      'SELECT id, name, head FROM teams WHERE workspace = $1 ORDER BY name, id',
      [this.workspace],
    );
  }

  /** @throws UserError `name-invalid`, `no-such-user` */
  async create(name: string, head: string | null, by: string | null): Promise<TeamEntry> {
    const id = ulid();
    return this.write(async (rows) => {
      await this.ensurePerson(rows, head);
      await rows.query('INSERT INTO teams (id, workspace, name, head) VALUES ($1, $2, $3, $4)', [
        id,
        this.workspace,
        soundName(name),
        head,
      ]);
      await writeAudit(rows, this.workspace, this.now(), { event: 'team-added', userId: by, subject: id });
      return { id, name: soundName(name), head };
    });
  }

  /** @throws UserError `no-such-team`, `name-invalid`, `no-such-user` */
  async change(id: string, patch: TeamChange, by: string | null): Promise<TeamEntry> {
    return this.write(async (rows) => {
      const [before] = await rows.query<TeamEntry>(
        'SELECT id, name, head FROM teams WHERE workspace = $1 AND id = $2 FOR UPDATE',
        [this.workspace, id],
      );
      if (before === undefined) throw new UserError('no-such-team');
      const name = patch.name === undefined ? before.name : soundName(patch.name);
      const head = patch.head === undefined ? before.head : patch.head;
      await this.ensurePerson(rows, head);
      await rows.query('UPDATE teams SET name = $2, head = $3 WHERE id = $1', [id, name, head]);
      const told = { userId: by, subject: id };
      if (name !== before.name) {
        await writeAudit(rows, this.workspace, this.now(), { event: 'team-renamed', ...told });
      }
      if (head !== before.head) {
        const details = { from: before.head, to: head };
        await writeAudit(rows, this.workspace, this.now(), { event: 'team-head-changed', ...told, details });
      }
      return { id, name, head };
    });
  }

  private async write<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return this.database.transaction(async (transaction) => {
      const { result, changed } = await changeSights(transaction, this.workspace, () => work(transaction));
      for (const userId of changed) await announceUser(transaction, userId);
      return result;
    }, 'long');
  }

  private async ensurePerson(rows: Rows, id: string | null): Promise<void> {
    if (id === null) return;
    const found = await rows.query('SELECT 1 FROM users WHERE workspace = $1 AND id = $2', [
      this.workspace,
      id,
    ]);
    if (found.length === 0) throw new UserError('no-such-user');
  }
}

function soundName(given: string): string {
  const name = given.normalize('NFC').trim();
  if (!/^[^\p{Cc}\p{Cs}]{1,120}$/u.test(name)) throw new UserError('name-invalid');
  return name;
}
