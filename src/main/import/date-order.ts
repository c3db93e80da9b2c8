import type { ImportPlan, ReadOrder } from '@shared/import/contract';
import { isDateTarget } from '@shared/import/record-targets';
import { orderOf } from '@shared/lib/loose-date';
import type { OpenedImport } from './open';

/**
 * Decides, before the rows are converted, how the dates of a file are read: as the person said, else by the first
 * value of a date column that leaves no doubt (12/31, 31.12). Reads on only until there is one. Null without a date
 * column.
 * @throws AppError `import-cancelled`
 */
export async function findDateOrder(
  file: OpenedImport,
  plan: Pick<ImportPlan, 'mapping' | 'dateOrder'>,
  signal: AbortSignal,
): Promise<ReadOrder | null> {
  const columns = plan.mapping.flatMap((target, column) => (isDateTarget(target) ? [column] : []));
  if (columns.length === 0) return null;
  if (plan.dateOrder) return { order: plan.dateOrder, because: '', assumed: false };
  // The dates of a card have one form.
  if (file.format === 'vcard') return { order: 'dmy', because: '', assumed: true };
  for await (const { cells } of file.rows(signal)) {
    for (const column of columns) {
      const value = cells[column]?.trim() ?? '';
      const order = value.length > 40 ? null : orderOf(value);
      if (order !== null) return { order, because: value, assumed: false };
    }
  }
  return { order: 'dmy', because: '', assumed: true };
}
