import { MAX_KOPECKS, parseMoney } from '../lib/money';

/** What is wrong with a typed amount: it is no sum, below nothing, or more than can be counted exactly. */
export type AmountIssue = 'amount' | 'negative' | 'tooLarge';

/** Reads the amount of a deal as it was typed; an empty text is none, which is 0. */
export function typedAmount(
  text: string,
): { readonly amount: number } | { readonly amount: undefined; readonly issue: AmountIssue } {
  const wrong = (issue: AmountIssue) => ({ amount: undefined, issue });
  if (text.trim() === '') return { amount: 0 };
  const amount = parseMoney(text);
  if (amount !== null) return amount < 0 ? wrong('negative') : { amount };
  const digits = text.replace(/[\s\u00a0]/g, '').replace(/[.,]\d{0,2}$/, '');
  return wrong(/^[+-]?\d+$/.test(digits) && Number(digits) * 100 > MAX_KOPECKS ? 'tooLarge' : 'amount');
}
