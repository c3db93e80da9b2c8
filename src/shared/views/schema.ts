import { type Static, Type } from 'typebox';
import { KeptFilter } from '../filters/schema';
import { sharings } from '../lib/access';
import { OneOf, Reference, recordFields, Strict, Text } from '../lib/schema';

export const viewLayouts = ['table', 'board'] as const;

/** A field, or a field of what it points at, as filters name it. */
const FieldName = Type.String({ minLength: 1, maxLength: 120 });

/** One column of a list; its width in pixels. */
export const ViewColumn = Strict({ field: FieldName, width: Type.Integer({ minimum: 40, maximum: 2000 }) });
/** One field that a list is put in order by. */
export const ViewOrder = Strict({ field: FieldName, descending: Type.Boolean() });

/** A way to look at a kind's records that a person has made: which of them, in which columns and order. */
export const View = Strict({
  ...recordFields,
  name: Text(120),
  /** The kind of records; one of a newer version is kept. */
  kind: Text(60),
  ownerId: Reference,
  shared: OneOf(sharings),
  filter: KeptFilter,
  columns: Type.Array(ViewColumn, { maxItems: 100 }),
  order: Type.Array(ViewOrder, { maxItems: 5 }),
  /** The field that the list is grouped by; '' for none. */
  grouping: Text(120),
  /** Fields that are added up, of every group and of all. */
  sums: Type.Array(FieldName, { maxItems: 20 }),
  layout: OneOf(viewLayouts),
  /** Stands in the navigation. */
  pinned: Type.Boolean(),
  /** The kind's list opens with it. */
  isDefault: Type.Boolean(),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
});

export type View = Static<typeof View>;
export type ViewColumn = Static<typeof ViewColumn>;
export type ViewOrder = Static<typeof ViewOrder>;
