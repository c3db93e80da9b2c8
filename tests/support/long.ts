/**
 * `npm run check` sets it: runs at random are then long ones, and what takes minutes runs, too. `npm test` has a part of
 * each, so that it is over in a quarter of an hour.
 */
export const isLong = process.env.KARTOTEKA_LONG === '1';
