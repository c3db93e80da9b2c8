import type { NewsWords } from '../../kinds-words';
import { deals as words } from '../deals';

export const deals: NewsWords = {
  one: 'Deal',
  many: 'Deals',
  created: 'new deal',
  changed: 'deal changed',
  fields: {
    title: 'Title',
    clientId: 'Client',
    contactIds: 'Contacts',
    amount: 'Amount',
    lines: 'Goods and services',
    pricesIncludeVat: 'Prices include VAT',
    currency: 'Currency',
    funnelId: 'Funnel',
    stageId: 'Stage',
    probability: 'Probability',
    expectedClose: 'Expected close',
    ownerId: 'Responsible',
    participantIds: 'Participants',
    source: 'Source',
    competitor: 'Competitor',
    lostReasonId: 'Lost because of',
    lostComment: 'Comment on the loss',
    tags: 'Tags',
    about: 'About the deal',
  },
  choices: { probability: { '-1': words.ofStage } },
};
