// biome-ignore-all lint/a11y/useSemanticElements: only the rows on screen exist, which a <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
import TableSortLabel from '@mui/material/TableSortLabel';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { WindowedRows } from '../ipc/use-paged-rows';
import { keep, readKept } from '../lib/kept';
import { columnsThatFit } from './columns-that-fit';
import { scrollWhenGrown } from './use-kept-scroll';
import { useRowsInView } from './use-rows-in-view';

export interface Column<R> {
  readonly key: string;
  readonly label: string;
  /** CSS grid track: `minmax(160px, 2fr)`, `120px`. */
  readonly width: string;
  /** Which goes first where the table is too narrow for all: the highest; without a number it stays. */
  readonly yields?: number;
  readonly align?: 'left' | 'right' | 'center';
  readonly sortable?: boolean;
  readonly cell: (row: R) => ReactNode;
}

export interface TableSort {
  readonly field: string;
  readonly descending: boolean;
}

export interface VirtualTableHandle {
  readonly focus: () => void;
}

interface Props<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: WindowedRows<R>;
  readonly onOpen: (row: R) => void;
  readonly sort?: TableSort;
  readonly onSort?: (sort: TableSort) => void;
  readonly empty: ReactNode;
  readonly rowHeight?: number;
  /** A change of this value scrolls back to the top: the filter. */
  readonly resetKey?: string;
  /** Unique for the list: under this name its place is found again on coming back to the screen. */
  readonly name: string;
  readonly ref?: Ref<VirtualTableHandle>;
}

/** Where a list stood when its screen was left, and what it was a list of. */
interface Place {
  readonly of: string;
  readonly total: number;
  readonly active: number;
  readonly scrollTop: number;
  /** A row was opened from it: on coming back the list takes the focus again. */
  readonly opened: boolean;
}

/** Height of the head, which stays while the rows scroll under it. */
const headHeight = 35;
const sides = { left: 'flex-start', center: 'center', right: 'flex-end' } as const;

/**
 * A grid of any length: only the rows on screen exist. Arrow keys, Page Up and Down, Home and End move; Enter opens.
 */
export function VirtualTable<R extends { readonly id: string }>(props: Props<R>) {
  const { rows, rowHeight = 36 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const of = JSON.stringify([props.resetKey, props.sort]);
  const [left] = useState(() => {
    const place = readKept<Place>(`table:${props.name}`);
    return place?.of === of ? place : undefined;
  });
  const [active, setActive] = useState(left?.active ?? 0);
  // As long as it was, until its first rows are here: the place is found in the first drawing.
  const total = rows.total ?? left?.total ?? 0;
  const view = useRowsInView(scroller, total, rowHeight, headHeight);
  const columns = columnsThatFit(props.columns, view.width);
  const first = view.rows[0]?.index ?? 0;
  const last = view.rows.at(-1)?.index ?? 0;
  const { see } = rows;
  useEffect(() => see(first, last), [see, first, last]);

  const shown = useRef(of);
  useEffect(() => {
    if (shown.current === of) return;
    // A new filter or order begins at the top.
    shown.current = of;
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [of]);

  const place = useRef<Pick<Place, 'of' | 'total' | 'active'>>(undefined);
  place.current = { of, total, active };
  const opened = useRef(false);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const stop = left && left.scrollTop > 0 ? scrollWhenGrown(element, left.scrollTop) : () => {};
    if (left?.opened && !document.activeElement?.matches('input, textarea')) element.focus();
    let { scrollTop } = element;
    const note = () => {
      scrollTop = element.scrollTop;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      stop();
      element.removeEventListener('scroll', note);
      if (place.current) keep(`table:${props.name}`, { ...place.current, scrollTop, opened: opened.current });
    };
  }, [left, props.name]);
  const open = (row: R) => {
    opened.current = true;
    props.onOpen(row);
  };

  useImperativeHandle(props.ref, () => ({ focus: () => scroller.current?.focus() }), []);

  const move = (to: number) => {
    const place = Math.max(0, Math.min(total - 1, to));
    setActive(place);
    view.show(place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + view.page,
      PageUp: active - view.page,
      Home: 0,
      End: total - 1,
    };
    const place = to[event.key];
    if (place !== undefined) {
      event.preventDefault();
      move(place);
    } else if (event.key === 'Enter' && event.target === scroller.current) {
      // The key must not press the first button of what it opens.
      event.preventDefault();
      const row = rows.row(active);
      if (row) open(row);
    }
  };

  const standing = rows.row(first) !== undefined;
  useEffect(() => {
    // For `npm run bench`: when the first rows were there to be worked with.
    if (standing) requestAnimationFrame(() => performance.mark('rows-painted'));
  }, [standing]);

  const template = columns.map((column) => column.width).join(' ');
  return (
    <div className="table">
      <div
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-activedescendant={total > 0 ? `row-${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="table-scroller"
      >
        <div
          role="row"
          aria-rowindex={1}
          className="table-head caption quiet"
          style={{ gridTemplateColumns: template }}
        >
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={
                props.sort?.field === column.key
                  ? props.sort.descending
                    ? 'descending'
                    : 'ascending'
                  : undefined
              }
              style={{ justifyContent: sides[column.align ?? 'left'] }}
            >
              {column.sortable && props.onSort ? (
                <TableSortLabel
                  active={props.sort?.field === column.key}
                  direction={props.sort?.field === column.key && props.sort.descending ? 'desc' : 'asc'}
                  onClick={() =>
                    props.onSort?.({
                      field: column.key,
                      descending: props.sort?.field === column.key && !props.sort.descending,
                    })
                  }
                >
                  {column.label}
                </TableSortLabel>
              ) : (
                <span className="ellipsis">{column.label}</span>
              )}
            </div>
          ))}
        </div>
        {rows.total === 0 ? (
          <div role="row">
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : (
          <div role="rowgroup" className="table-rows" style={{ height: view.height }}>
            {view.rows.map((item) => {
              const row = rows.row(item.index);
              return (
                <div
                  key={item.index}
                  id={`row-${item.index}`}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={item.index === active}
                  data-id={row?.id}
                  onClick={() => {
                    setActive(item.index);
                    if (row) open(row);
                  }}
                  className="table-row"
                  style={{
                    height: rowHeight,
                    transform: `translateY(${item.top}px)`,
                    gridTemplateColumns: template,
                  }}
                >
                  {columns.map((column) => (
                    <div
                      key={column.key}
                      role="gridcell"
                      className={column.align ? `table-cell ${column.align}` : 'table-cell'}
                    >
                      {row ? column.cell(row) : <div className="table-waiting" />}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}
