/**
 * Where the rows of a long list are, for a scroller whose content cannot be as tall as the list: Chromium lays out at
 * most some 33 million pixels, a million rows of 44 want 44. Above {@link tallest} the content keeps that height and a
 * pixel of scrolling stands for several of the list.
 */

/** The tallest content, in pixels; well under what Chromium can lay out. */
export const tallest = 16_000_000;

/** Rows kept beyond both edges, so that a fast scroll meets rows and not emptiness. */
const overscan = 8;

export interface ListGeometry {
  readonly total: number;
  readonly rowHeight: number;
  /** Height of what is seen, without the table's head. */
  readonly viewHeight: number;
}

export interface RowInView {
  readonly index: number;
  /** Pixels from the content's top. */
  readonly top: number;
}

/** Height of the content in pixels. */
export function contentHeight({ total, rowHeight }: ListGeometry): number {
  return Math.min(tallest, total * rowHeight);
}

/** How many pixels of the list one pixel of scrolling stands for; 1 for all but enormous lists. */
export function scrollRatio(list: ListGeometry): number {
  const whole = list.total * list.rowHeight;
  const content = contentHeight(list);
  if (whole <= content || content <= list.viewHeight) return 1;
  return (whole - list.viewHeight) / (content - list.viewHeight);
}

/** The rows to draw at a place of the scroll. */
export function rowsInView(list: ListGeometry, scrollTop: number): RowInView[] {
  const { total, rowHeight, viewHeight } = list;
  if (total === 0) return [];
  const listTop = scrollTop * scrollRatio(list);
  const first = Math.max(0, Math.floor(listTop / rowHeight) - overscan);
  const last = Math.min(total - 1, Math.ceil((listTop + viewHeight) / rowHeight) + overscan);
  const rows: RowInView[] = [];
  for (let index = first; index <= last; index += 1) {
    rows.push({ index, top: scrollTop + index * rowHeight - listTop });
  }
  return rows;
}

/** The place of the scroll nearest to the present one at which a row is wholly seen. */
export function scrollTopFor(list: ListGeometry, scrollTop: number, index: number): number {
  const ratio = scrollRatio(list);
  const listTop = scrollTop * ratio;
  const top = index * list.rowHeight;
  const bottom = top + list.rowHeight;
  if (top < listTop) return top / ratio;
  if (bottom > listTop + list.viewHeight) return (bottom - list.viewHeight) / ratio;
  return scrollTop;
}
