import type { BusinessDocument } from '@shared/documents/schema';
import type { SyncMark } from '@shared/sync/contract';
import { recordNames } from '../calls/rows';
import { parseRecord } from '../reader/reader';
import type { EntryBody, TimelineSource } from '../timeline/source';
import { rowsAt } from '../timeline/source';

/** A document dated otherwise than it was written stands at its own date. */
export const documentEntries: TimelineSource = {
  kind: 'documents',
  at: `CASE WHEN abs(julianday(json_extract(data, '$.createdAt')) - julianday(c_date)) < 1.5
    THEN json_extract(data, '$.createdAt') ELSE c_date END`,
  entries(reader, rids) {
    const found = rowsAt(reader, 'documents', rids).map(([data, mark, rid]) => ({
      rid,
      mark: Number(mark) as SyncMark,
      ...parseRecord<BusinessDocument>(data),
    }));
    const names = recordNames(
      reader,
      'clients',
      found.map(({ clientId }) => clientId),
    );
    return new Map(
      found.map(
        ({ rid, mark, id, clientId, type, status, number, date, total, createdAt }): [unknown, EntryBody] => [
          rid,
          {
            kind: 'document',
            document: {
              ...{ id, clientId, type, status, number, date, total, createdAt, mark },
              clientName: names.get(clientId) ?? '',
            },
          },
        ],
      ),
    );
  },
};
