import { declareActions } from '../lib/action';

/** A digit for each result, in a field with Alt. */
const results = ['1', '2', '3', '4', '5', '6', '7'] as const;

export const callActions = declareActions({
  'log-call': { place: 'anywhere', keys: ['Ctrl+L'], menu: ['file', 1] },
  'go-calls': { place: 'anywhere', keys: ['Ctrl+3'], menu: ['go', 1] },
  'call-result': {
    place: 'call-form',
    keys: results,
    otherKeys: results.map((digit) => `Alt+${digit}`),
    keysOnly: true,
  },
  'call-next-step': { place: 'call-form', keys: ['Alt+T'] },
});
