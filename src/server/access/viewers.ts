import type { UserRole } from '@shared/users/schema';
import type { Rows } from '../store/database';

/** Whose cards a person sees: everybody's, or those of the people named. */
export type Visibility = 'everything' | readonly string[];

/** What a document's people are: NULL in the database, `null` here, is everyone. */
export type Audience = readonly string[] | null;

interface Person {
  readonly id: string;
  readonly role: UserRole;
  readonly team: string | null;
}

interface Team {
  readonly id: string;
  readonly head: string | null;
}

/** Stands in an audience for whoever is of a team, whenever he came to it. */
const ofTeam = (team: string) => `team:${team}`;

/** Who sees whose cards, as it stands at one version of roles and teams. */
export class Viewers {
  private readonly roles: ReadonlyMap<string, UserRole>;
  private readonly teams: ReadonlyMap<string, string | null>;
  private readonly visibilities = new Map<string, Visibility>();
  /** The people who see a person's cards, administrators left out: they see everything before and after. */
  private readonly seers = new Map<string, Set<string>>();

  constructor(
    readonly version: number,
    people: readonly Person[],
    teams: readonly Team[],
    /** When the database was last restored from a backup, if it ever was. */
    readonly restoredAt?: Date | undefined,
  ) {
    this.roles = new Map(people.map(({ id, role }) => [id, role]));
    this.teams = new Map(people.map(({ id, team }) => [id, team]));
    for (const person of people) {
      const visibility = visibilityOf(person, people, teams);
      this.visibilities.set(person.id, visibility);
      if (visibility === 'everything') continue;
      for (const id of visibility) {
        const seers = this.seers.get(id) ?? new Set();
        this.seers.set(id, seers);
        seers.add(person.id);
      }
    }
  }

  /** Everybody who may sign in or could. */
  get ids(): string[] {
    return [...this.roles.keys()];
  }

  /** Whoever is not known is given the least. */
  role(userId: string): UserRole {
    return this.roles.get(userId) ?? 'seller';
  }

  /** Whether somebody of this id works here, or did. */
  knows(userId: string): boolean {
    return this.roles.has(userId);
  }

  visibility(userId: string): Visibility {
    return this.visibilities.get(userId) ?? [];
  }

  sees(userId: string, audience: Audience): boolean {
    return isSeen(this.visibility(userId), audience);
  }

  /** Whom these people and everybody in their teams are. */
  withTeams(userIds: readonly string[]): string[] {
    const teams = userIds.flatMap((id) => this.teams.get(id) ?? []).map(ofTeam);
    return [...new Set([...userIds, ...teams])];
  }

  /** Everyone but administrators who sees what has this audience. */
  seersOf(audience: readonly string[]): Set<string> {
    const all = new Set<string>();
    for (const id of audience) for (const seer of this.seers.get(id) ?? []) all.add(seer);
    return all;
  }
}

export function isSeen(visibility: Visibility, audience: Audience): boolean {
  return visibility === 'everything' || audience === null || audience.some((id) => visibility.includes(id));
}

/** A seller sees his own; a head his own, those of his team and of every team he leads; an administrator all. */
function visibilityOf(person: Person, people: readonly Person[], teams: readonly Team[]): Visibility {
  if (person.role === 'admin') return 'everything';
  const own = person.team === null ? [] : [ofTeam(person.team)];
  if (person.role === 'seller') return [person.id, ...own];
  const led = new Set(teams.filter(({ head }) => head === person.id).map(({ id }) => id));
  if (person.team !== null) led.add(person.team);
  const members = people.filter(({ team }) => team !== null && led.has(team)).map(({ id }) => id);
  return [...new Set([person.id, ...members, ...[...led].map(ofTeam)])];
}

/** Reads roles and teams as they stand in this transaction; one statement, so that they belong together. */
export async function readViewers(rows: Rows, workspace: string): Promise<Viewers> {
  const [row] = await rows.query<{
    access_version: string | number;
    restored_at: Date | null;
    people: Person[];
    teams: Team[];
  }>(
    `SELECT access_version, restored_at,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'role', role, 'team', team)), '[]')
        FROM users WHERE workspace = $1) AS people,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'head', head)), '[]')
        FROM teams WHERE workspace = $1) AS teams
     FROM workspaces WHERE id = $1`,
    [workspace],
  );
  return new Viewers(
    Number(row?.access_version ?? 0),
    row?.people ?? [],
    row?.teams ?? [],
    row?.restored_at ?? undefined,
  );
}

export async function readAccessVersion(rows: Rows, workspace: string): Promise<number> {
  const [row] = await rows.query<{ access_version: string | number }>(
    'SELECT access_version FROM workspaces WHERE id = $1',
    [workspace],
  );
  return Number(row?.access_version ?? 0);
}

/** Keeps the present viewers, so that a push or a page does not read every person again. */
export class ViewerCache {
  private known: Viewers | undefined;

  constructor(private readonly workspace: string) {}

  /**
   * The viewers as committed when asked. Ask after the documents were read: whoever lost sight of one of them before
   * is then known to have lost it.
   */
  async current(rows: Rows): Promise<Viewers> {
    const version = await readAccessVersion(rows, this.workspace);
    if (this.known?.version === version) return this.known;
    this.known = await readViewers(rows, this.workspace);
    return this.known;
  }
}
