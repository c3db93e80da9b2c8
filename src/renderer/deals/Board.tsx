import type { DealFilter, DealRow, DealSort } from '@shared/deals/contract';
import { livingStages, stagesOf } from '@shared/funnels/rules';
import type { Funnel, Stage } from '@shared/funnels/schema';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { ask } from '../ipc/client';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Menu, MenuItem } from '../ui/Menu';
import { BoardColumn } from './BoardColumn';
import { useDealMove } from './use-deal-move';
import './deals.css';

const columnWidth = 284;

interface Props {
  readonly funnel: Funnel;
  readonly filter: DealFilter;
  readonly sort: DealSort;
  readonly moment: { readonly now: string; readonly today: string };
}

/**
 * The stages of a funnel side by side. Cards go by the mouse, or by the keyboard: arrows walk, M opens «Переместить
 * в…», Ctrl with a side arrow moves to the next stage.
 */
export function Board({ funnel, filter, sort, moment }: Props) {
  const { deals } = useTexts();
  const words = deals.board;
  const board = useLive('deals.board', { filter, ...moment }).value;
  const scroller = useRef<HTMLDivElement>(null);
  const { move, dialog, said } = useDealMove(funnel, (id) => refocus(scroller.current, id));
  const [dragged, setDragged] = useState<DealRow | null>(null);
  const [menu, setMenu] = useState<{ deal: DealRow; anchor: HTMLElement }>();
  const columns = new Map((board?.columns ?? []).map((column) => [column.stageId, column]));
  const living = livingStages(funnel);
  // A removed stage is there for as long as deals stand in it.
  const shown: Pick<Stage, 'id' | 'name' | 'color' | 'archived'>[] = stagesOf(funnel).filter(
    ({ id, archived }) => !archived || columns.has(id),
  );
  const virtual = useVirtualizer({
    horizontal: true,
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnWidth,
    overscan: 2,
    // A card that is dragged across a long board keeps its column: without it the drag would be over.
    rangeExtractor(range) {
      const from = shown.findIndex(({ id }) => id === dragged?.stageId);
      const seen = defaultRangeExtractor(range);
      return from < 0 || seen.includes(from) ? seen : [...seen, from].sort((a, b) => a - b);
    },
  });

  const rowOf = async (id: string): Promise<DealRow | undefined> => {
    const found = await ask('deals.byId', { id, ...moment });
    return found.ok ? found.value?.row : undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const open =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-deal]') : null;
    if (!open) return;
    const id = open.dataset.deal ?? '';
    const at = Number(open.dataset.index);
    const stageId = open.closest<HTMLElement>('[data-stage]')?.dataset.stage ?? '';
    const side = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.code === 'KeyM' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      void rowOf(id).then((deal) => deal && setMenu({ deal, anchor: open }));
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      void rowOf(id).then((deal) => deal && setMenu({ deal, anchor: open }));
    } else if (side !== 0 && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const next = living[living.findIndex((one) => one.id === stageId) + side];
      if (next) void rowOf(id).then((deal) => deal && move(deal, next));
    } else if (side !== 0) {
      event.preventDefault();
      for (let to = shown.findIndex((one) => one.id === stageId) + side; shown[to]; to += side) {
        virtual.scrollToIndex(to);
        if (focusCard(scroller.current, shown[to]?.id ?? '', at)) return;
      }
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      focusCard(scroller.current, stageId, at + (event.key === 'ArrowDown' ? 1 : -1), true);
    }
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a named part of the screen that has its own keys */}
      <div
        ref={scroller}
        role="region"
        aria-label={words.label(funnel.name)}
        aria-description={words.help}
        className="board"
        data-sideways
        onKeyDown={onKeyDown}
      >
        <div className="board-whole" style={{ width: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const stage = shown[item.index];
            if (!stage) return null;
            const target = living.find(({ id }) => id === stage.id);
            return (
              <BoardColumn
                key={stage.id}
                stage={stage}
                hint={stage.archived ? words.archivedHint : undefined}
                filter={filter}
                sort={sort}
                moment={moment}
                column={columns.get(stage.id)}
                left={item.start}
                dragged={dragged}
                onDrag={setDragged}
                onMenu={(deal, anchor) => setMenu({ deal, anchor })}
                onDrop={
                  target &&
                  (() => {
                    const deal = dragged;
                    setDragged(null);
                    if (deal) void move(deal, target);
                  })
                }
              />
            );
          })}
        </div>
      </div>
      {columns.get('') && (
        <p className="deal-warn" role="status">
          {words.unknownStage}: {deals.count(columns.get('')?.count ?? 0)}. {words.unknownHint}
        </p>
      )}
      {menu && (
        <Menu
          open
          anchorEl={menu.anchor}
          onClose={() => setMenu(undefined)}
          slotProps={{ list: { dense: true, 'aria-label': words.moveMenu(menu.deal.title) } }}
        >
          {living.map((stage) => (
            <MenuItem
              key={stage.id}
              selected={stage.id === menu.deal.stageId}
              onClick={() => {
                const { deal } = menu;
                setMenu(undefined);
                if (stage.id !== deal.stageId) {
                  void move(deal, stage);
                }
              }}
            >
              {stage.name}
            </MenuItem>
          ))}
        </Menu>
      )}
      {dialog}
      <div className="unseen" aria-live="polite">
        {said}
      </div>
    </>
  );
}

/** Gives the focus to a card of a stage, the nearest one there is; false where it has none in sight. */
function focusCard(board: HTMLElement | null, stageId: string, index: number, exact = false): boolean {
  const cards = [
    ...(board?.querySelectorAll<HTMLElement>(`[data-stage="${CSS.escape(stageId)}"] [data-deal]`) ?? []),
  ];
  const found =
    cards.find((card) => Number(card.dataset.index) === index) ?? (exact ? undefined : cards.at(0));
  found?.focus();
  found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return found !== undefined;
}

/** How long a moved card may take to come to its new place, in frames. */
const maxFrames = 120;

/** Follows a card that was moved, once it stands in its new column. */
function refocus(board: HTMLElement | null, id: string, frames = 0): void {
  const card = board?.querySelector<HTMLElement>(`[data-deal="${CSS.escape(id)}"]`);
  if (card && frames > 10) card.focus();
  else if (frames < maxFrames) requestAnimationFrame(() => refocus(board, id, frames + 1));
}
