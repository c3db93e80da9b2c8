import type { EntryBody, TimelineSource } from '../timeline/source';
import { rowsAt } from '../timeline/source';
import { callRows } from './rows';

/** Calls in a timeline come off an index in order. */
export const callEntries: TimelineSource = {
  kind: 'calls',
  at: 'c_startedAt',
  entries(reader, rids) {
    const found = rowsAt(reader, 'calls', rids);
    return new Map(
      callRows(reader, found).map((call, index): [unknown, EntryBody] => [
        found[index]?.[2],
        { kind: 'call', call },
      ]),
    );
  },
};
