import type { View } from '@shared/views/schema';
import { parseRecord, table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage/adapter';

/** Every view that is here, in the order in which they are shown. */
export const readViews = (db: Database): View[] =>
  db
    .all(`SELECT data FROM ${table('views')} WHERE deleted = 0 ORDER BY c_kind, c_position, id`)
    .map(([data]) => parseRecord<View>(data));
