import type { Field } from '../fields/field';
import { fieldTraits } from '../fields/traits';

/** Whether records can be put into groups by a field: each has one value of it, or none. */
export const groupsBy = ({ type }: Field): boolean =>
  ['key', 'yesNo', 'day', 'instant'].includes(fieldTraits[type].is) && type !== 'file';

/** Whether the values of a field can be added. */
export const addsUp = ({ type }: Field): boolean => fieldTraits[type].is === 'number' && type !== 'percent';
