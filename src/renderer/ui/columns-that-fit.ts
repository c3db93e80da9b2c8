/** What of a column decides whether there is room for it. */
export interface FittedColumn {
  /** CSS grid track: `minmax(160px, 2fr)`, `120px`. */
  readonly width: string;
  /** Which goes first when there is no room for all: the highest. Those without a number stay. */
  readonly yields?: number;
}

/** The least a track takes, in pixels. */
const minOf = ({ width }: FittedColumn): number => Number.parseInt(width.replace('minmax(', ''), 10) || 0;

/**
 * The columns that a table of this width holds without scrolling sideways, in their order.
 * @param width in pixels; 0 before it is known, when all are taken to fit
 */
export function columnsThatFit<C extends FittedColumn>(columns: readonly C[], width: number): readonly C[] {
  if (width === 0) return columns;
  let room = columns.reduce((sum, column) => sum - minOf(column), width);
  const gone = new Set<C>();
  const inTurn = columns
    .filter(({ yields }) => yields !== undefined)
    .sort((a, b) => (b.yields ?? 0) - (a.yields ?? 0));
  for (const column of inTurn) {
    if (room >= 0) break;
    gone.add(column);
    room += minOf(column);
  }
  return gone.size === 0 ? columns : columns.filter((column) => !gone.has(column));
}
