import { normalizeSeries } from '../domain/numbering/numbering';
import { pastedInnKpp } from '../domain/requisites/inn-kpp';

/** A number as it is looked for. */
export interface NumberRun {
  /** Digits without +7 or the trunk 8, to be found in a phone. */
  readonly phone: string;
  /** All digits as typed, to be found in an ИНН. */
  readonly digits: string;
}

/** Begins a number of three digits or more, in any formatting. */
const BEFORE_NUMBER = String.raw`(?=[+(]*\d[\s()+\-–—.‑/]*\d[\s()+\-–—.‑/]*\d)`;
/** What a number is called where it is copied from: a letterhead, a signature, a payment order. */
const LABEL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:инн|кпп|огрн(?:ип)?|inn)[\s.:№#]*|(?:тел(?:ефон)?|моб(?:ильный)?|раб(?:очий)?|факс|tel|phone|mob(?:ile)?|fax|n|no|номер)[\s.:№#]+|[тмр][.:][\s.:№#тмр]*)${BEFORE_NUMBER}`,
  'giu',
);
/** The inner number after a whole one: the phone is found without it. */
const EXTENSION =
  /(\d(?:[\s()\-–—.‑/]*\d){6,})[\s,;(]*(?:[,;#*]|доб[а-яё]*|вн[а-яё]*|ext[a-z]*|x)[\s.:№#]*\d{1,6}[\s).]*$/iu;
const SCHEME = /^\s*(?:mailto|tel|callto|sip):(?:\/\/)?/iu;

/**
 * A text without what only says what its numbers are: «ИНН 7707083893», «тел. 8 495 …», «… доб. 12», `tel:+7…`. The
 * words stand in no record, or say nothing of it. Of an ИНН with its КПП, «7707083893/773601001», the ИНН is left.
 */
export function withoutLabels(text: string): string {
  const both = text.length > 80 ? null : pastedInnKpp(text);
  if (both) return both.inn;
  return text.replace(SCHEME, '').replace(EXTENSION, '$1').replace(LABEL, '');
}

/** «от 01.03.2026 г.» after a document's number. */
const DATED =
  /(?<![\p{L}\p{N}])(?:от|from|dated)\s+\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:\s*(?:г\.?|года))?(?![\p{L}\p{N}])/giu;
/** «Оплата по счёту № …»: what a payment order says around the number. */
const AROUND_DOCUMENT = /(?<![\p{L}\p{N}])(?:оплата|оплату|оплаты|за|по|на|к|for|payment)(?![\p{L}\p{N}])/giu;
/** «А7000123» and «А7 000123» of «А7-000123», «Н-1К4Х 000123» of «Н-1К4Х-000123». */
const DOCUMENT_NUMBER =
  /(?<![\p{L}\p{N}])((?=\d{0,3}\p{L})[\p{L}\d]{1,4}|[нh][-–—‑ ]?[\p{L}\d]{4})[-–—‑ ]?(\d{6,9})(?![\p{L}\p{N}])/giu;

/**
 * A document's number as a person pastes it, without what stands around it in no document: «Оплата по счёту
 * № A7-000123 от 01.03.2026» → «счёту № А7-000123». The text itself when there is no such number in it.
 */
export function asDocumentNumber(text: string): string {
  if (text.search(DOCUMENT_NUMBER) < 0) return text;
  const number = (_: string, series: string, digits: string) => `${normalizeSeries(series)}-${digits}`;
  return text
    .replace(DATED, ' ')
    .replace(AROUND_DOCUMENT, ' ')
    .replace(DOCUMENT_NUMBER, number)
    .replace(/\s+/gu, ' ')
    .trim();
}
