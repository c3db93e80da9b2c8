import { fieldTraits } from '@shared/fields/traits';
import type { Filter } from '@shared/filters/schema';
import { entityOf } from '@shared/kinds';
import type { ListedKind } from '@shared/lists/contract';
import type { View, ViewColumn, ViewOrder } from '@shared/views/schema';
import type { ListField } from './use-field-words';

/** How a list is looked at: what a view keeps of it. */
export interface Look {
  readonly filter: Filter;
  readonly columns: readonly ViewColumn[];
  readonly order: readonly ViewOrder[];
  readonly grouping: string;
  readonly sums: readonly string[];
}

export const lookOf = ({ filter, columns, order, grouping, sums }: View): Look => ({
  ...{ filter, columns, order, grouping, sums },
});

/** So many columns a list has that nobody has chosen. */
const FIRST_COLUMNS = 6;

/** A kind's list as nobody has changed it: what its records are called, whose they are, how they are told apart. */
export function firstLook(kind: ListedKind, fields: readonly ListField[]): Look {
  const { title, belongsTo } = entityOf(kind);
  const own = fields.filter(({ found }) => found.steps.length === 0);
  const place = ({ path, found: { field } }: ListField): number => {
    if (title.includes(path)) return 0;
    if (path === belongsTo?.clients) return 1;
    if (field.sum || field.group) return 2;
    return ['key', 'day', 'instant', 'number'].includes(fieldTraits[field.type].is) ? 3 : 4;
  };
  const columns = own
    .filter(({ path, found }) => !path.includes('.') && fieldTraits[found.field.type].is !== 'parts')
    .sort((a, b) => place(a) - place(b))
    .slice(0, FIRST_COLUMNS);
  return {
    filter: { all: [] },
    columns: columns.map(({ path }, at) => ({ field: path, width: at === 0 ? 180 : 120 })),
    order: [{ field: 'createdAt', descending: true }],
    grouping: '',
    sums: own.filter(({ found }) => found.field.sum).map(({ path }) => path),
  };
}
