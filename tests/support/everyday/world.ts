import { parseRecord, table } from '../../../src/main/reader/reader';
import type { Database } from '../../../src/main/store/sqlite-storage/adapter';
import type { CollectionName, Records } from '../../../src/shared/collections';
import type { CallInput, CallOutput, CommandName, LiveName } from '../../../src/shared/contract';
import { addDays, type IsoDate } from '../../../src/shared/lib/dates';

type Answer<N extends CommandName | LiveName> = CallOutput<N> | Promise<CallOutput<N>>;

/** A database to ask the everyday questions of, and to do the everyday deeds in. */
export interface World {
  readonly db: Pick<Database, 'all' | 'get'>;
  readonly read: <N extends LiveName>(name: N, input: CallInput<N>) => Answer<N>;
  readonly command: <N extends CommandName>(name: N, input: CallInput<N>) => Answer<N>;
  readonly userId: string;
  readonly today: IsoDate;
  readonly zone: string;
}

/** The smallest step of rows that is even over a collection of any length and comes by none twice in a row. */
const GOLDEN = 0.618_033_988_75;

/** A living record at the `turn`-th of places that are spread evenly over a collection. */
export function some<N extends CollectionName>(
  { db }: Pick<World, 'db'>,
  name: N,
  turn: number,
  where = '1',
): Records[N] {
  const last = Number(db.get(`SELECT max(rid) FROM ${table(name)}`)?.[0] ?? 0);
  const from = Math.floor(((turn * GOLDEN) % 1) * last);
  const next = (rid: number) =>
    db.get(
      `SELECT data FROM ${table(name)} WHERE rid > ? AND +deleted = 0 AND (${where}) ORDER BY rid LIMIT 1`,
      [rid],
    );
  const row = next(from) ?? next(0);
  if (!row) throw new Error(`the base has no record of ${name} where ${where}`);
  return parseRecord<Records[N]>(row[0]);
}

/** A day so many days from today. */
export const day = ({ today }: Pick<World, 'today'>, days: number): IsoDate => addDays(today, days);

/** An instant so many days from today, at noon. */
export const instant = (world: Pick<World, 'today'>, days: number): string =>
  `${day(world, days)}T12:00:00.000Z`;
