import type { KindWords } from '../../kinds-words';

export const participants: KindWords = {
  one: 'Participant',
  many: 'Participants',
  fields: {
    clientId: 'Client',
    userId: 'Colleague',
  },
};
