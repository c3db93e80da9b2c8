import { noDealFilter } from '@shared/deals/contract';
import { formatMoney } from '@shared/lib/money';
import { useState } from 'react';
import { CardSection } from '../clients/CardSection';
import { useLive } from '../ipc/use-live';
import { openOverlay } from '../services/overlays';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { sumsText } from './sums';
import { useMoment } from './use-moment';
import './deals.css';

/** So many are shown on a card; the list shows all. */
const shown = 20;

/** A client's deals with what they come to. */
export function ClientDeals({ clientId }: { readonly clientId: string }) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const moment = useMoment();
  const [closed, setClosed] = useState(false);
  const filter = { ...noDealFilter, clientId };
  const open = useLive('deals.sums', { filter: { ...filter, status: 'open' }, ...moment }).value ?? [];
  const won = useLive('deals.sums', { filter: { ...filter, status: 'won' }, ...moment }).value ?? [];
  const page = useLive('deals.window', {
    filter: { ...filter, status: closed ? '' : 'open' },
    ...{ sort: 'createdAt', descending: true, offset: 0, limit: shown },
    ...moment,
  }).value;
  const count = (sums: typeof open) => sums.reduce((all, one) => all + one.count, 0);
  return (
    <CardSection
      title={deals.client.section}
      add={[{ label: deals.newDeal, run: () => openOverlay({ kind: 'deal', clientId }) }]}
    >
      <p className="quiet small">
        {[
          count(open) > 0 && deals.client.open(count(open), sumsText(open, locale) || deals.board.noSum),
          count(won) > 0 && deals.client.won(count(won), sumsText(won, locale) || deals.board.noSum),
        ]
          .filter(Boolean)
          .join(' · ') || deals.client.none}
      </p>
      {(page?.rows ?? []).map((deal) => (
        <div key={deal.id} className="deal-line">
          <span className="deal-line-title">
            <button
              type="button"
              className="bare link"
              title={deal.title}
              onClick={() => openRecord('deals', deal.id)}
            >
              {deal.title}
            </button>
            <span className="quiet">{deal.stageName || deals.statuses.unknown}</span>
          </span>
          {deal.status === 'open' && deal.nextDate === '' && (
            <span className="deal-warn small">{deals.card.noNext}</span>
          )}
          <span className="deal-amount">
            {deal.amount === 0
              ? '—'
              : formatMoney(deal.amount, { currency: deal.currency, locale, kopecks: 'hide-zero' })}
          </span>
        </div>
      ))}
      {!closed && count(won) > 0 && (
        <button type="button" className="bare text" onClick={() => setClosed(true)}>
          {deals.client.all}
        </button>
      )}
    </CardSection>
  );
}
