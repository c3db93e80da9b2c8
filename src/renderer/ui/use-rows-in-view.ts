import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import {
  contentHeight,
  type ListGeometry,
  type RowInView,
  rowsInView,
  scrollRatio,
  scrollTopFor,
} from './rows-in-view';

export interface RowsInView {
  readonly rows: readonly RowInView[];
  /** Height of the content in pixels. */
  readonly height: number;
  /** Scrolls no further than needed for a row to be seen. */
  readonly show: (index: number) => void;
  /** Width of what the scroller shows, in pixels; 0 before it is known. */
  readonly width: number;
  /** How many whole rows are seen at once. */
  readonly page: number;
}

/** Follows a scroller whose rows are all of one height, under a head of `headHeight` that stays. */
export function useRowsInView(
  scroller: RefObject<HTMLElement | null>,
  total: number,
  rowHeight: number,
  headHeight: number,
): RowsInView {
  const [place, setPlace] = useState({ scrollTop: 0, height: 600, width: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = () =>
      setPlace({
        scrollTop: element.scrollTop,
        height: element.clientHeight,
        width: element.clientWidth,
      });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller]);

  const list = useMemo<ListGeometry>(
    () => ({ total, rowHeight, viewHeight: Math.max(rowHeight, place.height - headHeight) }),
    [total, rowHeight, headHeight, place.height],
  );

  useEffect(() => {
    const element = scroller.current;
    const ratio = scrollRatio(list);
    if (!element || ratio === 1) return;
    // A turn of the wheel goes as far in an enormous list as in any other.
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1;
      element.scrollTop += (event.deltaY * unit) / ratio;
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [scroller, list, rowHeight]);

  const show = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element) element.scrollTop = scrollTopFor(list, element.scrollTop, index);
    },
    [scroller, list],
  );

  const rows = useMemo(() => rowsInView(list, place.scrollTop), [list, place.scrollTop]);
  return {
    rows,
    height: contentHeight(list),
    width: place.width,
    show,
    page: Math.max(1, Math.floor(list.viewHeight / rowHeight) - 1),
  };
}
