import type { ImportRun } from '@shared/import/schema';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';

/** The newest imports; older ones are seldom undone. */
const HISTORY = 100;
/** Ids of journal records are longer than an import's own: see the schema. */
const OWN_ID = 26;

const made = (reader: Reader, collection: 'clients' | 'contacts', id: string): number =>
  reader.number(`SELECT count(*) FROM ${table(collection)} WHERE c_importId = ? AND deleted = 0`, [id]);

export const importQueries: FeatureQueries<'import'> = {
  'import.history': {
    dependsOn: ['imports', 'users'],
    run(reader) {
      const rows = reader.rows(
        `SELECT data FROM ${table('imports')} WHERE deleted = 0 AND length(id) <= ${OWN_ID}
         ORDER BY c_createdAt DESC LIMIT ${HISTORY}`,
      );
      return rows.map(([data]) => {
        const run = parseRecord<ImportRun>(data);
        // One that a crash cut short never said what it had made.
        const counts =
          run.state === 'running'
            ? { clients: made(reader, 'clients', run.id), contacts: made(reader, 'contacts', run.id) }
            : {};
        return { ...run, ...counts, userName: reader.userName(run.createdBy) };
      });
    },
  },
};
