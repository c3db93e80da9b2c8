import type { search as Russian } from '../ru/search';

export const search: typeof Russian = {
  documentTypes: {
    invoice: 'Invoice',
    contract: 'Contract',
    offer: 'Quotation',
    'invoice-contract': 'Invoice contract',
    act: 'Certificate',
    waybill: 'Delivery note',
    upd: 'УПД',
  },
  draft: 'draft',
  noName: 'No name',
  recent: 'Recent clients',
  results: 'Results',
  nothing: (text: string) => `Nothing found for “${text}”`,
  alike: (text: string) => `Nothing found for “${text}”. Similar:`,
  create: (name: string) => `Create client “${name}”`,
  found: (n: number) => `${n} ${n === 1 ? 'record' : 'records'} found`,
  openHint: 'Enter — open',
  callHint: 'Ctrl+Enter — log a call',
  actionHint: '> – find an action',
  clear: 'Clear search',
};
