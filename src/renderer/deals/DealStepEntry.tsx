import DealIcon from '@mui/icons-material/HandshakeOutlined';
import { toWallTime } from '@shared/lib/dates';
import { formatMoney } from '@shared/lib/money';
import type { TimelineEntry } from '@shared/timeline/contract';
import { openRecord } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import { EntryFrame } from '../timeline/EntryFrame';
import { systemZone } from '../ui/clock';

const tones = { open: 'primary', won: 'success', lost: 'error', unknown: 'text' } as const;

/** A deal that began, or came into another stage. */
export function DealStepEntry({
  entry: { deal, at },
}: {
  readonly entry: TimelineEntry & { readonly kind: 'deal' };
}) {
  const { kinds, deals } = useTexts();
  const locale = useLanguage();
  const to = deal.toName || deals.page.unknown;
  return (
    <EntryFrame
      label={`${kinds.deals.one}, ${deal.title}`}
      icon={<DealIcon />}
      tone={tones[deal.status]}
      title={deal.title}
      onOpen={() => openRecord('deals', deal.id)}
      facts={[
        at === '' ? '' : toWallTime(at, systemZone()).time,
        deals.page.moved(deal.first ? '' : deal.fromName || deals.page.unknown, to),
        deal.amount > 0
          ? formatMoney(deal.amount, { currency: deal.currency, locale, kopecks: 'hide-zero' })
          : '',
        deal.byName,
      ]}
      mark={deal.mark}
    />
  );
}
