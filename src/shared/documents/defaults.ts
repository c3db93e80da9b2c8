import { baseRateOn, isRateOn, type VatCode } from '../domain/vat/vat';
import { addDays, isIsoDate } from '../lib/date-only';
import type { Organization } from '../organizations/schema';
import type { DocumentContent, DocumentLine, DocumentType } from './schema';

type TaxedBy = Pick<Organization, 'taxSystem' | 'vatRate'>;

/** How long an invoice is valid while the organisation has not said otherwise, in days. */
const USUAL_INVOICE_DAYS = 5;

/** Units most often written; a person may type any other. */
export const commonUnits = [
  'шт',
  'усл.',
  'кг',
  'м',
  'м²',
  'м³',
  'л',
  'т',
  'ч',
  'компл',
  'упак',
  'мес',
] as const;

/**
 * The rate a new line gets: the organisation's own while the date has it, else what its tax system implies. Rates
 * belong to the day of shipment, so last year's default never leaks into this year's documents.
 */
export function defaultVatRate(organization: TaxedBy | null, date: string): VatCode {
  if (organization && isRateOn(organization.vatRate, date)) return organization.vatRate as VatCode;
  switch (organization?.taxSystem ?? 'general') {
    case 'general':
      return baseRateOn(date);
    case 'simplified-vat':
      return isRateOn('5', date) ? '5' : 'none';
    case 'simplified':
    case 'patent':
    case 'self-employed':
      return 'none';
  }
}

/** An empty line with the usual unit and rate; `id` keeps its place while lines are edited. */
export function emptyLine(id: string, vatRate: string): DocumentLine {
  return { id, article: '', name: '', quantity: '1', unit: 'шт', price: 0, discount: 0, vatRate };
}

/** «г. Москва» → «Москва»: documents write the «г.» themselves. */
export function cityName(city: string): string {
  return city.trim().replace(/^(?:г\.\s*|г\s+|город\s+)/iu, '');
}

/** A contract lasts to the end of its year; one of the last quarter to the end of the next, not for some weeks. */
function contractEnd(date: string): string {
  const year = Number(date.slice(0, 4)) + (date.slice(5, 7) >= '10' ? 1 : 0);
  return `${String(year).padStart(4, '0')}-12-31`;
}

export interface DraftStart {
  readonly type: DocumentType;
  /** Day of the document, `YYYY-MM-DD`. */
  readonly date: string;
  readonly organization:
    | (Pick<Organization, 'invoiceDays' | 'city'> & Partial<Pick<Organization, 'taxSystem'>>)
    | null;
  /** «Договор № … от …» of the client's last contract, or ''. */
  readonly basis: string;
}

/** What a new draft begins with. Terms stay empty: an empty one prints the usual clause. */
export function draftContent({ type, date, organization, basis }: DraftStart): DocumentContent {
  const days = organization?.invoiceDays ?? USUAL_INVOICE_DAYS;
  const isContract = type === 'contract';
  const expires = type === 'invoice' || type === 'offer' || type === 'invoice-contract';
  const known = isIsoDate(date);
  return {
    date,
    validUntil: !known ? '' : isContract ? contractEnd(date) : expires && days > 0 ? addDays(date, days) : '',
    lines: [],
    pricesIncludeVat: true,
    basis: isContract ? '' : basis,
    note: '',
    contractKind: 'supply',
    city: cityName(organization?.city ?? ''),
    subject: '',
    paymentTerms: '',
    deliveryTerms: '',
    autoRenew: isContract,
    preamble: '',
    passport: '',
    updStatus:
      organization?.taxSystem === 'general' || organization?.taxSystem === 'simplified-vat' ? '1' : '2',
  };
}
