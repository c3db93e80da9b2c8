import type { CallRow } from '../calls/contract';
import { type KindWith, kindsWith } from '../kinds';
import { live, output } from '../lib/contract';
import { DateOnly, Reference, Strict, Text } from '../lib/schema';
import type { TaskRow } from '../tasks/contract';

/** Kinds of records whose changes are news. */
export const changeKinds = kindsWith('news');
export type ChangeKind = KindWith<'news'>;

/** A record someone else changed lately. */
export interface RecentChange {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly title: string;
  readonly at: string;
  readonly userName: string;
  readonly created: boolean;
}

/** An import by someone else: one entry for all it made. */
export interface RecentImport {
  readonly kind: 'import';
  readonly id: string;
  readonly at: string;
  readonly userName: string;
  /** Clients that it made and that are still there. */
  readonly clients: number;
}

export interface TodayOverview {
  readonly overdue: readonly TaskRow[];
  readonly overdueTotal: number;
  readonly tasks: readonly TaskRow[];
  readonly done: readonly TaskRow[];
  readonly calls: readonly CallRow[];
  /** What others did lately, newest first. */
  readonly changes: readonly (RecentChange | RecentImport)[];
  /** Whether the database has any client at all; an empty one gets first steps instead. */
  readonly anyClients: boolean;
}

export const todayContract = {
  'today.overview': live(
    Strict({ today: DateOnly, zone: Text(60), userId: Reference }),
    output<TodayOverview>(),
  ),
} as const;
