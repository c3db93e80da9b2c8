import type { FileRow } from '@shared/files/contract';
import type { AttachedFile } from '@shared/files/schema';
import type { SyncMark } from '@shared/sync/contract';
import { type FeatureQueries, parseRecord, table } from '../reader/reader';

/** As many as a person will look through. */
const most = 500;

export const filesQueries: FeatureQueries<'files'> = {
  'files.byId': { dependsOn: ['files'], run: (reader, { id }) => reader.record('files', id) },
  'files.ofClient': {
    dependsOn: ['files', 'contents', 'users'],
    run(reader, { clientId }) {
      const rows = reader.rows(
        `SELECT f.data, f.mark, c.data FROM ${table('files')} f
         LEFT JOIN ${table('contents')} c ON c.id = f.c_hash AND c.deleted = 0
         WHERE f.deleted = 0 AND f.c_clientId = ? ORDER BY f.c_createdAt DESC, f.id LIMIT ?`,
        [clientId, most],
      );
      return rows.map(([data, mark, state]): FileRow => {
        const file = parseRecord<AttachedFile>(data);
        const content = state === null ? {} : parseRecord<Partial<FileRow>>(state);
        return {
          ...file,
          createdByName: reader.userName(file.createdBy),
          mark: Number(mark) as SyncMark,
          here: content.here ?? false,
          uploaded: content.uploaded ?? false,
          wanted: content.wanted ?? false,
          failure: content.failure ?? '',
        };
      });
    },
  },
};
