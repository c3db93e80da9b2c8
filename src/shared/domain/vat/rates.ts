import type { IsoDate } from '../../lib/date-only';

/** `0` is export taxed at zero; `none` is «Без НДС». They are different things and are printed differently. */
export const vatCodes = ['22', '20', '10', '7', '5', '0', 'none'] as const;
export type VatCode = (typeof vatCodes)[number];

/** A rate and the days it may be charged on; `to` is `''` while it is in force. */
export interface VatRate {
  readonly code: VatCode;
  readonly from: IsoDate;
  readonly to: IsoDate | '';
  /** The law, for the curious and for auditors. */
  readonly basis: string;
}

/**
 * The rates by the date of shipment. A new law is a new row; documents of the past are never computed again.
 * 5 and 7 are for those on the simplified system who pay VAT without deductions.
 */
export const vatRates: readonly VatRate[] = [
  { code: '22', from: '2026-01-01', to: '', basis: 'НК РФ ст. 164 п. 3 в ред. 425-ФЗ от 28.11.2025' },
  {
    code: '20',
    from: '2019-01-01',
    to: '2025-12-31',
    basis: 'НК РФ ст. 164 п. 3 в ред. 303-ФЗ от 03.08.2018',
  },
  { code: '10', from: '2004-01-01', to: '', basis: 'НК РФ ст. 164 п. 2' },
  { code: '7', from: '2025-01-01', to: '', basis: 'НК РФ ст. 164 п. 8 в ред. 176-ФЗ от 12.07.2024' },
  { code: '5', from: '2025-01-01', to: '', basis: 'НК РФ ст. 164 п. 8 в ред. 176-ФЗ от 12.07.2024' },
  { code: '0', from: '2001-01-01', to: '', basis: 'НК РФ ст. 164 п. 1' },
  { code: 'none', from: '2001-01-01', to: '', basis: 'НК РФ ст. 145, 149, 346.11' },
];

/** True for a code of the table. */
export function isVatCode(code: string): code is VatCode {
  return (vatCodes as readonly string[]).includes(code);
}

/** The rates that may be charged on a date, the database rate first. */
export function ratesOn(date: IsoDate): VatRate[] {
  return vatRates.filter(({ from, to }) => from <= date && (to === '' || date <= to));
}

/** True when the rate exists on the date. */
export function isRateOn(code: string, date: IsoDate): boolean {
  return ratesOn(date).some((rate) => rate.code === code);
}

/** The general rate of the date: 20 until the end of 2025, then 22. `none` before the table begins. */
export function baseRateOn(date: IsoDate): VatCode {
  return ratesOn(date).find(({ code }) => code === '22' || code === '20')?.code ?? 'none';
}

/** Per cent as a whole number: 22 for `22`, 0 for `0` and `none`. */
export function vatPercent(code: VatCode): number {
  return code === 'none' ? 0 : Number(code);
}
