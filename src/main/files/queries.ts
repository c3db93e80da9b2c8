import type { FileRow } from '@shared/files/contract';
import type { AttachedFile } from '@shared/files/schema';
import type { SyncMark } from '@shared/sync/contract';
import { type FeatureQueries, parseRecord, table } from '../reader/reader';
import { contentsTable } from './contents-table';

/** As many as a person will look through. */
const most = 500;

export const filesQueries: FeatureQueries<'files'> = {
  'files.byId': (reader, { id }) => reader.record('files', id),
  'files.ofClient'(reader, { clientId }) {
    const rows = reader.rows(
      `SELECT f.data, f.mark, c.here, c.uploaded, c.wanted, c.failure FROM ${table('files')} f
         LEFT JOIN ${contentsTable} c ON c.hash = f.c_hash
         WHERE f.deleted = 0 AND f.c_clientId = ? ORDER BY f.c_createdAt DESC, f.id LIMIT ?`,
      [clientId, most],
    );
    return rows.map(([data, mark, here, uploaded, wanted, failure]): FileRow => {
      const file = parseRecord<AttachedFile>(data);
      return {
        ...file,
        createdByName: reader.userName(file.createdBy),
        mark: Number(mark) as SyncMark,
        here: Boolean(here),
        uploaded: Boolean(uploaded),
        wanted: Boolean(wanted),
        failure: String(failure ?? ''),
      };
    });
  },
};
