import type { NewsWords } from '../../kinds-words';

export const notes: NewsWords = {
  one: 'Note',
  many: 'Notes',
  created: 'note',
  changed: 'note changed',
  fields: { clientId: 'Client', text: 'Text' },
};
