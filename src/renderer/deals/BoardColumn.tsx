import type { DealColumn, DealFilter, DealRow, DealSort } from '@shared/deals/contract';
import type { Stage } from '@shared/funnels/schema';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { usePagedRows } from '../ipc/use-paged-rows';
import { useLanguage, useTexts } from '../services/texts';
import { stageColors } from './colors';
import { DealTile } from './DealTile';
import { sumsText } from './sums';

/** Height of a card with the gap under it. */
const tileHeight = 126;

interface Props {
  readonly stage: Pick<Stage, 'id' | 'name' | 'color' | 'archived'>;
  /** A remark under the name. */
  readonly hint?: string | undefined;
  readonly filter: DealFilter;
  readonly sort: DealSort;
  readonly moment: { readonly now: string; readonly today: string };
  /** What stands in it over the whole filter; undefined for nothing. */
  readonly column: DealColumn | undefined;
  readonly left: number;
  readonly dragged: DealRow | null;
  readonly onMenu: (deal: DealRow, anchor: HTMLElement) => void;
  readonly onDrag: (deal: DealRow | null) => void;
  /** Undefined where nothing can be dropped. */
  readonly onDrop: (() => void) | undefined;
}

/** One stage of the board: what it comes to, and its cards, which scroll by themselves and are read page by page. */
export function BoardColumn(props: Props) {
  const { stage, column, filter, sort, moment, dragged, onDrop } = props;
  const { deals } = useTexts();
  const locale = useLanguage();
  const [over, setOver] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const descending = sort === 'amount' || sort === 'createdAt' || sort === 'updatedAt';
  const rows = usePagedRows('deals.window', {
    filter: { ...filter, stageIds: [stage.id] },
    sort,
    descending,
    ...moment,
  });
  const total = rows.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight,
    overscan: 3,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { see } = rows;
  useEffect(() => see(first, last), [see, first, last]);
  const sum = sumsText(column?.sums ?? [], locale);
  const weighted = sumsText(column?.sums ?? [], locale, 'weighted');
  const takes = onDrop !== undefined && dragged !== null && dragged.stageId !== stage.id;
  return (
    <section
      className={over && takes ? 'board-column over' : 'board-column'}
      style={{ left: props.left, ['--stage' as string]: stageColors[stage.color] }}
      aria-label={deals.board.column(stage.name, column?.count ?? 0, sum || deals.board.noSum)}
      data-stage={stage.id}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (takes) onDrop();
      }}
    >
      <div className="board-head">
        <h2>
          <span className="ellipsis" title={stage.name}>
            {stage.name}
          </span>
          <span className="quiet">{(column?.count ?? 0).toLocaleString(locale)}</span>
        </h2>
        <p className="ellipsis" title={weighted === '' ? undefined : deals.board.weightedHint(weighted)}>
          {sum}
          {weighted !== '' && weighted !== sum && <span className="quiet"> · {weighted}</span>}
        </p>
        {props.hint && <p className="deal-warn">{props.hint}</p>}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a named list of cards, not of fields */}
      <div
        ref={scroller}
        role="group"
        aria-label={stage.name}
        className="board-cards"
        tabIndex={total > 0 ? -1 : 0}
      >
        {rows.total === 0 && (
          <p className="board-empty quiet">{takes ? deals.board.drop : deals.board.empty}</p>
        )}
        <div style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const deal = rows.row(item.index);
            return (
              deal && (
                <DealTile
                  key={deal.id}
                  deal={deal}
                  index={item.index}
                  top={item.start}
                  {...moment}
                  dragged={dragged?.id === deal.id}
                  onMenu={props.onMenu}
                  onDrag={props.onDrag}
                />
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}
