import type { Random } from './random';

/** Who writes and when, stamped on every record made. */
export interface Stamps {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly importId: string;
}

/** Stamps of a record made at an instant (milliseconds since the epoch) by a person. */
export function stampsAt(random: Random, at: number, userId: string): Stamps {
  const instant = new Date(at).toISOString();
  return {
    id: random.id(at),
    createdAt: instant,
    createdBy: userId,
    updatedAt: instant,
    updatedBy: userId,
    importId: '',
  };
}
