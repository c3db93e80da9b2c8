import type { CollectionName } from '@shared/collections';
import type { ImportRunRow } from '@shared/import/contract';
import { recordKinds } from '@shared/import/record-targets';
import type { ImportMade, ImportRun } from '@shared/import/schema';
import { fieldSql } from '../fields/columns';
import { type FeatureQueries, parseRecord, type Reader, table } from '../reader/reader';

/** The newest imports; older ones are seldom undone. */
const HISTORY = 100;
/** Ids of journal records are longer than an import's own: see the schema. */
const OWN_ID = 26;

const made = (reader: Reader, kind: CollectionName, id: string): number =>
  reader.number(
    `SELECT count(*) FROM ${table(kind)} WHERE ${fieldSql(kind, 'importId')} = ? AND deleted = 0`,
    [id],
  );

/** What an import made of other kinds: as it said at its end, or, cut short by a crash, as it is there. */
function madeRecords(reader: Reader, { id, state, journal }: ImportRun): ImportRunRow['records'] {
  if (state !== 'running') return journal === '' ? {} : (JSON.parse(journal) as ImportMade);
  return Object.fromEntries(
    recordKinds.map((kind) => [kind, made(reader, kind, id)] as const).filter(([, count]) => count > 0),
  );
}

export const importQueries: FeatureQueries<'import'> = {
  'import.history'(reader) {
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
      const records = madeRecords(reader, run);
      return { ...run, ...counts, records, journal: '', userName: reader.userName(run.createdBy) };
    });
  },
};
