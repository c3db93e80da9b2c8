import MoreIcon from '@mui/icons-material/MoreHoriz';
import type { DealRow } from '@shared/deals/contract';
import { daysInStage } from '@shared/deals/rules';
import { formatShortDate } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import type { DragEvent } from 'react';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';

interface Props {
  readonly deal: DealRow;
  readonly index: number;
  readonly top: number;
  readonly now: string;
  readonly today: string;
  readonly dragged: boolean;
  readonly onMenu: (deal: DealRow, anchor: HTMLElement) => void;
  readonly onDrag: (deal: DealRow | null) => void;
}

/** A deal on the board: its title opens it, the rest can be dragged. */
export function DealTile({ deal, index, top, now, today, dragged, onMenu, onDrag }: Props) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const { card, board } = deals;
  const begin = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', deal.id);
    event.dataTransfer.effectAllowed = 'move';
    onDrag(deal);
  };
  const lateNext = deal.status === 'open' && deal.nextDate !== '' && deal.nextDate < today;
  const lateClose = deal.status === 'open' && deal.expectedClose !== '' && deal.expectedClose < today;
  const days = daysInStage(deal.since, now);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the mouse's way; the keyboard has «Переместить в…»
    <div
      className={dragged ? 'deal-tile dragged' : 'deal-tile'}
      style={{ transform: `translateY(${top}px)` }}
      draggable
      onDragStart={begin}
      onDragEnd={() => onDrag(null)}
    >
      <div className="deal-tile-head">
        <button
          type="button"
          className="bare deal-open"
          data-deal={deal.id}
          data-index={index}
          title={deal.title}
          onClick={() => openRecord('deals', deal.id)}
        >
          <span>{deal.title}</span>
        </button>
        <button
          type="button"
          className="bare round"
          aria-label={board.moveMenu(deal.title)}
          title={`${board.moveTo} (M)`}
          tabIndex={-1}
          onClick={(event) => onMenu(deal, event.currentTarget)}
        >
          <MoreIcon className="icon-18" />
        </button>
      </div>
      <div className="deal-line quiet">
        <span>{deal.clientName || (deal.clientId === '' ? card.noClient : card.clientGone)}</span>
      </div>
      <div className="deal-line">
        <span className="deal-amount">
          {deal.amount === 0
            ? '—'
            : formatMoney(deal.amount, { currency: deal.currency, locale, kopecks: 'hide-zero' })}
        </span>
        {deal.rotting && (
          <b className="deal-warn" title={deals.rottingHint(days)}>
            {deals.rottingBadge(days)}
          </b>
        )}
      </div>
      <div className="deal-line">
        {deal.status !== 'open' ? (
          <span className={deal.status === 'lost' && deal.lostReasonId === '' ? 'deal-late' : 'quiet'}>
            {deal.status === 'lost' && deal.lostReasonId === '' ? card.noReason : deal.ownerName}
          </span>
        ) : deal.nextDate === '' ? (
          <span className="deal-warn">{card.noNext}</span>
        ) : (
          <span className={lateNext ? 'deal-late' : undefined} title={deal.nextTitle}>
            {card.next(deal.nextTitle, formatShortDate(deal.nextDate, locale))}
          </span>
        )}
      </div>
      <div className="deal-line quiet">
        <span>{deal.ownerName}</span>
        {deal.expectedClose !== '' && deal.status === 'open' && (
          <span className={lateClose ? 'deal-late' : undefined}>
            {formatShortDate(deal.expectedClose, locale)}
          </span>
        )}
      </div>
    </div>
  );
}
