import type { CallResult } from '@shared/calls/schema';
import type { EntryTone } from '../timeline/EntryFrame';

/** How a call's end is coloured: reached, to be tried again, in vain. */
export const resultTones: Readonly<Record<CallResult, EntryTone>> = {
  talked: 'success',
  meeting: 'success',
  callback: 'warning',
  'no-answer': 'text',
  busy: 'text',
  'wrong-number': 'error',
  refused: 'error',
};
