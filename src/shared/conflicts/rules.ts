import { fieldOf } from '../kinds';

/** Whether both values of a field can stay side by side: of texts people write on, one under the other. */
export const canKeepBoth = (kind: string, field: string, current: unknown, mine: unknown): boolean =>
  fieldOf(kind, field)?.type === 'longText' &&
  typeof current === 'string' &&
  typeof mine === 'string' &&
  current.trim() !== '' &&
  mine.trim() !== '' &&
  !current.includes(mine.trim());

/** Two versions of one text as one: the one that stays, the other under it. */
export const bothTexts = (current: string, mine: string): string =>
  mine.includes(current.trim()) ? mine : `${current.trimEnd()}\n${mine.trim()}`;

/** Fields the program derives from others: nobody decides about them. */
const derived = new Set(['nameKey', 'importId', 'createdAt', 'createdBy']);

export const isDecidable = (field: string): boolean => !derived.has(field);
