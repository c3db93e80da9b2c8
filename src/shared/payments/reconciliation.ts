/** What moves the balance of two companies: a document that makes a debt, a payment that settles one. */
interface LedgerEntry {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** «Акт № А7-12 от 01.02.2026», «Оплата, п/п № 45». */
  readonly title: string;
  /** Kopecks the client owes us by it (дебет), and kopecks he paid or we owe him (кредит). */
  readonly debit: number;
  readonly credit: number;
}

interface Reconciliation {
  readonly from: string;
  readonly to: string;
  /** Kopecks owed to us at the beginning; negative when we owe. */
  readonly opening: number;
  readonly rows: readonly LedgerEntry[];
  readonly debit: number;
  readonly credit: number;
  readonly closing: number;
}

/**
 * An акт сверки over a period, both days included, from all that ever moved the balance: what lies before the period is its
 * opening balance. Rows stand by day; on one day documents come before payments.
 */
export function reconcile(entries: readonly LedgerEntry[], from: string, to: string): Reconciliation {
  const sum = (rows: readonly LedgerEntry[], side: 'debit' | 'credit') =>
    rows.reduce((total, row) => total + row[side], 0);
  const before = entries.filter(({ date }) => date < from);
  const opening = sum(before, 'debit') - sum(before, 'credit');
  const rows = entries
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => a.date.localeCompare(b.date) || a.credit - b.credit || a.id.localeCompare(b.id));
  const [debit, credit] = [sum(rows, 'debit'), sum(rows, 'credit')];
  return { from, to, opening, rows, debit, credit, closing: opening + debit - credit };
}
