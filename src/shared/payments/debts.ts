import { daysBetween } from '../lib/date-only';

/** How far a document is paid. */
type PaidState = 'unpaid' | 'partial' | 'paid' | 'overpaid';

/** Overpayment exists and is told of, never refused. */
export function paidState(total: number, paid: number): PaidState {
  if (paid <= 0) return total > 0 ? 'unpaid' : 'paid';
  if (paid < total) return 'partial';
  return paid === total ? 'paid' : 'overpaid';
}

/** Days a debt is overdue, by the steps accountants use; `current` is not due yet. */
type AgeStep = 'current' | 'to30' | 'to60' | 'to90' | 'over90';

interface Debt {
  readonly documentId: string;
  readonly clientId: string;
  readonly dueOn: string;
  /** Kopecks still to be paid. */
  readonly left: number;
}

/** The step a debt stands in on a day; without a day to pay by it is not overdue. */
export function ageOf(dueOn: string, today: string): AgeStep {
  const days = dueOn === '' ? 0 : daysBetween(dueOn, today);
  if (days <= 0) return 'current';
  if (days <= 30) return 'to30';
  if (days <= 60) return 'to60';
  return days <= 90 ? 'to90' : 'over90';
}

/** Kopecks owed by step of age, and in all. */
export function ageing(debts: readonly Debt[], today: string): Record<AgeStep, number> & { total: number } {
  const sums = { current: 0, to30: 0, to60: 0, to90: 0, over90: 0, total: 0 };
  for (const { dueOn, left } of debts) {
    if (left <= 0) continue;
    sums[ageOf(dueOn, today)] += left;
    sums.total += left;
  }
  return sums;
}
