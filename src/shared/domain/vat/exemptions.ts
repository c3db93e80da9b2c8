import type { IsoDate } from '../../lib/date-only';
import type { TaxSystem } from '../../organizations/schema';

/** Why a sum has no VAT, in the words contracts use, with its article and the days it holds. A new law is a new row. */
interface Exemption {
  readonly taxSystem: TaxSystem;
  readonly from: IsoDate;
  readonly to: IsoDate | '';
  readonly text: string;
}

const exemptions: readonly Exemption[] = [
  { taxSystem: 'general', from: '2001-01-01', to: '', text: 'НДС не облагается' },
  {
    taxSystem: 'simplified',
    from: '2003-01-01',
    to: '2024-12-31',
    text: 'НДС не облагается в связи с применением УСН (ст. 346.11 НК РФ)',
  },
  {
    taxSystem: 'simplified',
    from: '2025-01-01',
    to: '',
    text: 'НДС не облагается в связи с применением УСН (освобождение по п. 1 ст. 145 НК РФ)',
  },
  { taxSystem: 'simplified-vat', from: '2025-01-01', to: '', text: 'НДС не облагается' },
  {
    taxSystem: 'patent',
    from: '2013-01-01',
    to: '',
    text: 'НДС не облагается в связи с применением патентной системы налогообложения (ст. 346.43 НК РФ)',
  },
  {
    taxSystem: 'self-employed',
    from: '2019-01-01',
    to: '',
    text: 'НДС не облагается в связи с уплатой налога на профессиональный доход (422-ФЗ от 27.11.2018)',
  },
];

/** The words of a tax system on a date. */
export function exemptionText(taxSystem: TaxSystem, date: IsoDate): string {
  const found = exemptions.find(
    (row) => row.taxSystem === taxSystem && row.from <= date && (row.to === '' || date <= row.to),
  );
  return found?.text ?? 'НДС не облагается';
}
