import { type HistoryKind, historyKinds } from '@shared/history/contract';
import { Names, titleOf } from '../history/names';
import { storedRecord } from '../history/versions';
import type { FeatureQueries } from '../reader/reader';

export const inboxQueries: FeatureQueries<'inbox'> = {
  'inbox.words': {
    dependsOn: [...historyKinds, 'users'],
    run({ db }, { records, references }) {
      const names = new Names(db);
      for (const { field, id } of references) names.note(field, id);
      const titles: Record<string, string> = {};
      for (const { collection, id } of records) {
        const kind = historyKinds.find((one): one is HistoryKind => one === collection);
        const record = kind && storedRecord(db, kind, id);
        if (kind && record) titles[id] = titleOf(kind, record);
      }
      return { titles, names: names.found };
    },
  },
};
