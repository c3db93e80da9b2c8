import type { Note } from '@shared/notes/schema';
import type { SyncMark } from '@shared/sync/contract';
import { parseRecord } from '../reader/reader';
import type { EntryBody, TimelineSource } from '../timeline/source';
import { rowsAt } from '../timeline/source';

/** Notes in a timeline come off an index in order. */
export const noteEntries: TimelineSource = {
  kind: 'notes',
  at: 'c_createdAt',
  entries: (reader, rids) =>
    new Map(
      rowsAt(reader, 'notes', rids).map(([data, mark, rid]): [unknown, EntryBody] => {
        const note = parseRecord<Note>(data);
        const authorName = reader.userName(note.createdBy);
        return [rid, { kind: 'note', note: { ...note, authorName, mark: Number(mark) as SyncMark } }];
      }),
    ),
};
