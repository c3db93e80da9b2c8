import { foldHeader } from './header-names';

const TOTALS =
  /^(?:(?:общ(?:ий|ая|ее)|промежуточн(?:ый|ая|ое))\s+)?(?:итого?|всего|подытог|сумма|количество|кол-во|grand\s+total|sub\s?-?total|totals?)(?![\p{L}\p{N}])(?<rest>.*)$/iu;
/** What such a row counts, in words. */
const COUNTED =
  /(?:по|на|за|за период|листу|странице|группе|отчету|отчёту|таблице|строк[аи]?|запис(?:ей|и|ь)|клиент(?:ов|а)?|контрагент(?:ов|а)?|организаци[йия]|компани[йия]|контакт(?:ов|а)?|позици[йия]|штук?|шт|руб(?:лей|ля)?|rows?|records?|clients?|customers?|items?|page)(?![\p{L}\p{N}])\.?/giu;

/** A cell that can stand in a row of totals: a number, a sum, a share, a dash; no ИНН and no phone. */
const isFigure = (cell: string): boolean =>
  /^[-–—\s\d.,'%₽$€()]*(?:руб\.?|шт\.?|р\.)?$/iu.test(cell) &&
  cell.replace(/[.,].*$/, '').replace(/\D/g, '').length < 10;

/** «Итого: 3», «Всего;;120 000»: a row a report ends with. A company may be called «Итого» when anything else says so. */
export function isTotalsRow(cells: readonly string[]): boolean {
  const [first, ...others] = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const rest = TOTALS.exec(first ?? '')?.groups?.rest;
  if (rest === undefined) return false;
  const counted = rest.replace(COUNTED, ' ').replace(/^[\s:;.,–—-]+/, '');
  // «Итого» alone, with no figure anywhere, may be a name.
  return isFigure(counted) && others.every(isFigure) && (others.length > 0 || /[\d:]/.test(rest));
}

/** The header once more, as each page of a printed table begins: every filled cell is its column's header. */
export function isHeaderAgain(cells: readonly string[], headers: readonly string[]): boolean {
  const filled = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
  const named = headers.filter((header) => header !== '' && !header.startsWith('#')).length;
  return (
    filled.length > 0 &&
    filled.length * 2 > named &&
    filled.every((column) => foldHeader(cells[column] ?? '') === foldHeader(headers[column] ?? ''))
  );
}
