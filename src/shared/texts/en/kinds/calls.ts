import type { NewsWords } from '../../kinds-words';
import { calls as words } from '../calls';

export const calls: NewsWords = {
  one: 'Call',
  many: 'Calls',
  created: 'call',
  changed: 'call changed',
  fields: {
    clientId: 'Client',
    contactId: 'Contact',
    userId: 'Who called',
    direction: 'Direction',
    startedAt: 'Started',
    durationSec: 'Duration',
    number: 'Number',
    result: 'Result',
    comment: 'Comment',
    nextStep: 'Next step',
    taskId: 'Task',
  },
  choices: { direction: words.directions, result: words.results },
};
