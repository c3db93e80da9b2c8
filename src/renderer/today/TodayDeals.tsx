import type { DealRow } from '@shared/deals/contract';
import { daysInStage } from '@shared/deals/rules';
import { formatShortDate } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import { runAction } from '../services/actions';
import { openOverlay } from '../services/overlays';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Paper } from '../ui/Paper';
import '../deals/deals.css';

interface Props {
  readonly deals: readonly DealRow[];
  readonly total: number;
  readonly now: string;
  readonly today: string;
}

/** Open deals that wait for something: each says for what, and can be given its next step. */
export function TodayDeals({ deals: list, total, now, today }: Props) {
  const { deals } = useTexts();
  const locale = useLanguage();
  const reasons = ({ expectedClose, nextDate, rotting, since }: DealRow) =>
    [
      expectedClose === today && deals.today.closesToday,
      expectedClose !== '' &&
        expectedClose < today &&
        deals.card.lateClose(formatShortDate(expectedClose, locale)),
      nextDate === '' && deals.card.noNext,
      rotting && deals.rottingBadge(daysInStage(since, now)),
    ].filter((reason) => typeof reason === 'string');
  return (
    <Paper variant="outlined">
      <Box component="ul" aria-label={deals.today.title} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {list.map((deal) => (
          <Box
            component="li"
            key={deal.id}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              px: 1.5,
              py: 0.75,
              borderBottom: 1,
              borderColor: 'divider',
              '&:last-of-type': { borderBottom: 0 },
            }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <div className="deal-line">
                <span>
                  <button type="button" className="bare link" onClick={() => openRecord('deals', deal.id)}>
                    {deal.title}
                  </button>{' '}
                  <span className="quiet">{deal.clientName}</span>
                </span>
                {deal.amount > 0 && (
                  <span className="deal-amount">
                    {formatMoney(deal.amount, { currency: deal.currency, locale, kopecks: 'hide-zero' })}
                  </span>
                )}
              </div>
              <div className="deal-line small">
                <span className="deal-warn">{reasons(deal).join(' · ')}</span>
              </div>
            </Box>
            {deal.nextDate === '' && (
              <Button
                size="small"
                aria-label={deals.today.planFor(deal.title)}
                onClick={() => openOverlay({ kind: 'deal-step', dealId: deal.id, title: deal.title })}
              >
                {deals.today.plan}
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {total > list.length && (
        <Button size="small" onClick={() => runAction('go-deals')} sx={{ m: 0.5 }}>
          {deals.today.more(total - list.length)}
        </Button>
      )}
    </Paper>
  );
}
