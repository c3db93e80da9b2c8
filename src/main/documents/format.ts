import { formatMoney } from '@shared/lib/money';

const NBSP = '\u00a0';

/** Kopecks → «122 000,00»: documents name the currency once, in words. */
export const amount = (kopecks: number): string => formatMoney(kopecks, { currency: '' });

/** VAT rate code → «22 %», «Без НДС». */
export function vatLabel(code: string): string {
  if (code === 'none') return 'Без НДС';
  return `${code}${NBSP}%`;
}
