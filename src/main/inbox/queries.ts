import { type HistoryKind, historyKinds } from '@shared/history/contract';
import { isKind, titleOf } from '@shared/kinds';
import { Names } from '../history/names';
import { storedRecord } from '../history/versions';
import type { FeatureQueries } from '../reader/reader';

/** Longer titles are cut. */
const LONGEST_TITLE = 200;

export const inboxQueries: FeatureQueries<'inbox'> = {
  'inbox.words'({ db }, { records, references }) {
    const names = new Names(db);
    for (const { collection, field, id } of references) {
      if (isKind(collection)) names.note(collection, field, id);
    }
    const titles: Record<string, string> = {};
    for (const { collection, id } of records) {
      const kind = historyKinds.find((one): one is HistoryKind => one === collection);
      const record = kind && storedRecord(db, kind, id);
      if (kind && record) titles[id] = titleOf(kind, record).slice(0, LONGEST_TITLE);
    }
    return { titles, names: names.found };
  },
};
