import { vatRates } from '../../../domain/vat/rates';
import type { KindWords } from '../../kinds-words';
import { clients } from '../clients';
import { documents } from '../documents';
import { requisites } from './requisites';

export const organizations: KindWords = {
  one: 'My organisation',
  many: 'Own organisations',
  fields: {
    ...requisites,
    taxSystem: 'Tax system',
    vatRate: 'VAT in new lines',
    accountant: 'Chief accountant',
    city: 'Place of signing',
    invoiceDays: 'Invoice valid, days',
  },
  choices: {
    kind: clients.kinds,
    'signatory.gender': documents.contract.genders,
    taxSystem: documents.organization.taxSystems,
    vatRate: Object.fromEntries(vatRates.map(({ code }) => [code, documents.vat(code)])),
  },
};
