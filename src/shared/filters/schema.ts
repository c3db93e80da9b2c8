import { type TSchema, Type } from 'typebox';
import { type Operator, operators } from '../fields/traits';
import { OneOf, Strict, Text } from '../lib/schema';

/** Groups stand in groups, and filters in filters, no deeper than this. */
export const DEEPEST = 4;
/** The most parts of one group, and of a whole filter. */
export const MOST_PARTS = 50;
export const MOST_CONDITIONS = 200;
/** The most values of one condition. */
export const MOST_VALUES = 1000;

/** Who asks, and those of his team: in the place of a person's id. No id begins so. */
export const me = '@me';
export const myTeam = '@team';

export const periodUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A period counted from today's: `{unit: 'day', shift: -30}` is the day thirty days ago, `{unit: 'month', shift: 0}` this month. */
export interface RelativePeriod {
  readonly unit: PeriodUnit;
  readonly shift: number;
}

export type FilterValue = string | number | boolean | RelativePeriod | readonly (string | number)[];

/**
 * What one field is to be. `field` is a field of the record, `field.part` of an object's part, and `clientId/city` a
 * field of the record that the first one points at.
 */
export interface FieldCondition {
  readonly field: string;
  readonly operator: Operator;
  readonly value?: FilterValue;
}

/** Whether records of another kind point at this one: `{children: 'tasks', by: 'clientId', match: 'none', filter: …}`. */
export interface ChildrenCondition {
  readonly children: string;
  /** The field by which they point at it. */
  readonly by: string;
  readonly match: 'exists' | 'none';
  readonly filter: Filter;
}

export type FilterPart = FieldCondition | ChildrenCondition | Filter;
type Group<J extends string> = { readonly [K in J]: readonly FilterPart[] };

/** All of its parts hold, at least one, or none; an empty group lets everything through. */
export type Filter = Group<'all'> | Group<'any'> | Group<'none'>;
export type Join = 'all' | 'any' | 'none';
export const joins: readonly Join[] = ['all', 'any', 'none'];

/** Lets everything through. */
export const noFilter: Filter = { all: [] };

export const isGroup = (part: FilterPart): part is Filter => !('field' in part) && !('children' in part);
export const isChildren = (part: FilterPart): part is ChildrenCondition => 'children' in part;

/** How a group's parts are joined, and the parts. */
export function partsOf(group: Filter): { readonly join: Join; readonly parts: readonly FilterPart[] } {
  if ('any' in group) return { join: 'any', parts: group.any };
  if ('none' in group) return { join: 'none', parts: group.none };
  return { join: 'all', parts: group.all };
}

/** A group of this joining. */
export const groupOf = (join: Join, parts: readonly FilterPart[]): Filter =>
  ({ [join]: parts }) as unknown as Filter;

const fieldName = { type: 'string', minLength: 1, maxLength: 120 };
const period = Strict({
  unit: OneOf(periodUnits),
  shift: Type.Integer({ minimum: -10_000, maximum: 10_000 }),
});
const condition = Strict({
  field: Type.Unsafe<string>(fieldName),
  operator: OneOf(operators),
  value: Type.Optional(
    Type.Union([
      Text(1000),
      Type.Number(),
      Type.Boolean(),
      period,
      Type.Array(Type.Union([Text(1000), Type.Number()]), { maxItems: MOST_VALUES }),
    ]),
  ),
});

/** A group whose parts go `depth` deeper at most. */
function groupSchema(depth: number): TSchema {
  const inner = depth > 1 ? groupSchema(depth - 1) : undefined;
  const children = (filter: TSchema) =>
    Strict({
      children: Text(60),
      by: Type.Unsafe<string>(fieldName),
      match: OneOf(['exists', 'none'] as const),
      filter,
    });
  const members: TSchema[] = inner ? [condition, children(inner), inner] : [condition];
  const parts = Type.Array(Type.Union(members), {
    maxItems: MOST_PARTS,
  });
  return Type.Union(joins.map((join) => Strict({ [join]: parts })));
}

/** A filter as windows send it. */
export const Filter = Type.Unsafe<Filter>(groupSchema(DEEPEST) as unknown as object);

/**
 * A filter as records keep it: a newer version may have made it, and an older one loses nothing of it. Before it is used
 * it is checked; see `check.ts`.
 */
export const KeptFilter = Type.Unsafe<Filter>({ type: 'object' });
