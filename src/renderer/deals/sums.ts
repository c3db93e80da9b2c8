import type { DealSum } from '@shared/deals/contract';
import { formatMoney } from '@shared/lib/money';
import type { Language } from '@shared/settings/contract';

/** What deals come to: a sum of each currency, the most frequent first; '' where nothing has a sum. */
export function sumsText(
  sums: readonly DealSum[],
  locale: Language,
  of: 'amount' | 'weighted' = 'amount',
): string {
  return sums
    .filter((sum) => sum[of] !== 0)
    .map((sum) => formatMoney(sum[of], { currency: sum.currency, locale, kopecks: 'hide-zero' }))
    .join(' + ');
}
