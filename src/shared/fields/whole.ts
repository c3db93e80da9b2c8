import { Type } from 'typebox';
import { jsonCells } from './cells';
import type { FieldType, FieldTypeName } from './field';
import { fieldTraits } from './traits';

export type Element = Readonly<Record<string, unknown>>;

/** Elements nothing more is known of than that each has an id. */
const AnyElement = Type.Object({ id: Type.String({ maxLength: 40 }) }, { additionalProperties: true });

const list = (type: FieldTypeName): FieldType<Element[]> => ({
  ...fieldTraits[type],
  ...jsonCells<Element[]>(({ shape }) => Type.Array(shape ?? AnyElement, { maxItems: 5000 })),
});

/** Lines of goods and services. */
export const lines = list('lines');
/** Elements with ids of their own. */
export const elements = list('elements');

/** What the program keeps for itself. */
export const data: FieldType<unknown> = {
  ...fieldTraits.data,
  ...jsonCells<unknown>(({ shape }) => shape ?? Type.Unsafe<unknown>({})),
};
