import { vatRates } from '../../../domain/vat/rates';
import type { KindWords } from '../../kinds-words';
import { clients } from '../clients';
import { documents } from '../documents';
import { requisites } from './requisites';

export const organizations: KindWords = {
  one: 'Моя организация',
  many: 'Моя организация',
  fields: {
    ...requisites,
    taxSystem: 'Система налогообложения',
    vatRate: 'НДС в новых строках',
    accountant: 'Главный бухгалтер',
    city: 'Город подписания',
    invoiceDays: 'Счёт действителен, дней',
  },
  choices: {
    kind: clients.kinds,
    'signatory.gender': documents.contract.genders,
    taxSystem: documents.organization.taxSystems,
    vatRate: Object.fromEntries(vatRates.map(({ code }) => [code, documents.vat(code)])),
  },
};
