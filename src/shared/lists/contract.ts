import { Type } from 'typebox';
import { Filter } from '../filters/schema';
import { type KindWith, kindsWith } from '../kinds';
import { live, output } from '../lib/contract';
import { DateOnly, OneOf, Strict, Text } from '../lib/schema';
import { ViewOrder } from '../views/schema';

/** The kinds that have a list of their own. */
export type ListedKind = KindWith<'restorable'>;
export const listedKinds = kindsWith('restorable');

const FieldName = Type.String({ minLength: 1, maxLength: 120 });
const question = {
  kind: OneOf(listedKinds),
  filter: Filter,
  today: DateOnly,
  /** The IANA zone whose days are meant. */
  zone: Text(60),
};

/** A record as a list shows it. */
export interface ListRow {
  readonly id: string;
  /** The client it belongs to, '' for none. */
  readonly clientId: string;
  /** The values of the columns, in their order; undefined where it has none. */
  readonly values: readonly unknown[];
  /** What ids among them stand for. */
  readonly names: Readonly<Record<string, string>>;
}

export interface ListWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly ListRow[];
}

/** What the numbers of one field add up to; of money in one currency. */
export interface ListSum {
  readonly field: string;
  readonly sum: number;
  /** '' where the field has none. */
  readonly currency: string;
}

export interface ListGroup {
  /** The value that its records have in common: '' for none, `2026-03` for days of one month. */
  readonly value: string;
  readonly count: number;
  readonly sums: readonly ListSum[];
}

export interface ListTotals {
  readonly count: number;
  readonly sums: readonly ListSum[];
  /** The largest first; empty without a grouping. */
  readonly groups: readonly ListGroup[];
  readonly names: Readonly<Record<string, string>>;
}

/** So many groups are told; the rest is in the totals. */
export const MOST_GROUPS = 200;

export const listsContract = {
  /** A part of the records that a filter lets through. Errors: filter-wrong (issue, name). */
  'lists.window': live(
    Strict({
      ...question,
      columns: Type.Array(FieldName, { maxItems: 100 }),
      order: Type.Array(ViewOrder, { maxItems: 5 }),
      offset: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<ListWindow>(),
  ),
  /** Counts and sums of the whole filter, and of each group. Errors: filter-wrong (issue, name). */
  'lists.totals': live(
    Strict({ ...question, grouping: Text(120), sums: Type.Array(FieldName, { maxItems: 20 }) }),
    output<ListTotals>(),
  ),
  /** What a field of ids can be: people, stages, funnels. At most 500, by name. */
  'lists.options': live(
    Strict({ kind: OneOf(listedKinds), field: FieldName }),
    output<readonly { readonly id: string; readonly name: string }[]>(),
  ),
} as const;
