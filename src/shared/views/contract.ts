import { Type } from 'typebox';
import { Filter } from '../filters/schema';
import { command, live, output } from '../lib/contract';
import { Id, Reference, Strict } from '../lib/schema';
import { View } from './schema';

const { name, kind, shared, columns, order, grouping, sums, layout, pinned, isDefault } = View.properties;

export const viewsContract = {
  /** Every view that this person has: his own, his team's, everybody's; in the order in which they are shown. */
  'views.list': live(Strict({}), output<readonly View[]>()),
  /**
   * Saves a view, a new one with `id` ''. A default one takes the place of the person's former default of the kind.
   * Errors: invalid-input for a filter that its kind has not, not-found, not-yours.
   */
  'views.save': command(
    Strict({
      ...{ id: Reference, name, kind, shared, filter: Filter, columns, order, grouping, sums },
      ...{ layout, pinned, isDefault },
    }),
    output<{ readonly id: string }>(),
  ),
  /** Puts the views of a kind in this order, as far as they are the person's. */
  'views.arrange': command(Strict({ ids: Type.Array(Id, { maxItems: 500 }) }), output<null>()),
  /** Errors: not-yours. */
  'views.remove': command(Strict({ id: Id }), output<null>()),
} as const;
