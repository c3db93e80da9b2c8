import type { DocumentType } from '@shared/documents/schema';
import { formatNumber } from '@shared/domain/numbering/numbering';
import type { DataContext } from '../data/context';
import { table } from '../reader/reader';

/** A number as it is printed, with the series it belongs to. */
export interface TakenNumber {
  readonly number: string;
  readonly series: string;
}

/**
 * Takes the next number of this device's series for a document: unique for each type, year and series. The counter
 * is written before the document, so that a crash between the two can never give one number twice; the number such a
 * crash left behind is taken again by the next posting. See docs/decisions/document-numbers.md.
 * @param date the document's date: its year chooses the counter
 */
export async function takeNumber(
  { records, db, session }: DataContext,
  document: { readonly id: string; readonly type: DocumentType; readonly date: string },
): Promise<TakenNumber> {
  const { series } = session();
  const year = document.date.slice(0, 4);
  const id = `${document.type}:${year}:${series}`;
  const counter = await records.find('counters', id);

  // Of deleted documents, too. Every index begins with `deleted`: without a word of it none is used, and the unary
  // pluses leave the one by number as the only one that fits.
  const isPrinted = (number: string): boolean =>
    db.get(
      `SELECT 1 FROM ${table('documents')} WHERE deleted IN (0, 1) AND c_number = ?
       AND +c_type = ? AND +c_date >= ? AND +c_date <= ? LIMIT 1`,
      [number, document.type, `${year}-01-01`, `${year}-12-31`],
    ) !== undefined;

  let next = (counter?.last ?? 0) + 1;
  if (counter && counter.last > 0 && !isPrinted(formatNumber(series, counter.last))) {
    const taker = await records.find('documents', counter.takenBy);
    if (taker?.status === 'draft') next = counter.last;
  }
  // A restored copy may know fewer numbers than have been printed and have come back with the sync.
  while (isPrinted(formatNumber(series, next))) next += 1;

  if (counter) await records.change('counters', id, { last: next, takenBy: document.id });
  else await records.insert('counters', { series, last: next, takenBy: document.id }, { id });
  return { number: formatNumber(series, next), series };
}
