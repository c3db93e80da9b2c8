import type { NewsWords } from '../../kinds-words';
import { documents as words } from '../documents';

export const documents: NewsWords = {
  one: 'Document',
  many: 'Documents',
  created: 'document',
  changed: 'document changed',
  fields: {
    clientId: 'Client',
    organizationId: 'Organisation',
    type: 'Type',
    status: 'Status',
    number: 'Number',
    total: 'Total',
    'content.date': 'Document date',
    'content.validUntil': 'Valid until',
    'content.lines': 'Lines',
    'content.pricesIncludeVat': 'Prices include VAT',
    'content.basis': 'Basis',
    'content.note': 'Note',
    'content.contractKind': 'Contract type',
    'content.city': 'Place of signing',
    'content.subject': 'Subject',
    'content.paymentTerms': 'Payment terms',
    'content.deliveryTerms': 'Delivery terms',
    'content.autoRenew': 'Renew automatically every year',
    'content.preamble': 'Preamble',
    'content.passport': words.passport,
    'content.updStatus': words.upd.status,
    basedOnId: 'Made from',
  },
  choices: {
    type: words.types,
    status: words.statuses,
    'content.contractKind': words.contract.kinds,
    'content.updStatus': words.upd.statuses,
  },
};
