import type { KindWords } from '../../kinds-words';

export const files: KindWords = {
  one: 'File',
  many: 'Files',
  fields: { clientId: 'Client', name: 'Name' },
};
