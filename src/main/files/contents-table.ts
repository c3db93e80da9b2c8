import type { DataContext } from '../data/context';
import type { FeatureTable } from '../store/feature-table';

/** Where a content is. */
export interface ContentState {
  /** Whether the whole content lies encrypted on this device. */
  readonly here: boolean;
  /** Whether the server has it whole. */
  readonly uploaded: boolean;
  /** A person asked for it though it is large. */
  readonly wanted: boolean;
  /** Why it cannot be sent or fetched: an error code, or ''. */
  readonly failure: string;
}

/** The name of the table. */
export const contentsTable = 'file_contents';

/**
 * The table of contents. It is no collection: it never leaves this device, and RxDB opens no more than thirteen
 * collections without delay.
 */
export const fileContents: FeatureTable = {
  name: contentsTable,
  changesWith: ['files'],
  isRescued: false,
  create: (db) =>
    db.exec(`CREATE TABLE IF NOT EXISTS ${contentsTable}(
    hash TEXT PRIMARY KEY,
    here INTEGER NOT NULL,
    uploaded INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    failure TEXT NOT NULL) WITHOUT ROWID`),
};

/** Notes what has become of a content; what is not known of it yet is taken as not so. */
export function noteContent({ db, changed }: DataContext, hash: string, state: Partial<ContentState>): void {
  const known = db.get(`SELECT here, uploaded, wanted, failure FROM ${contentsTable} WHERE hash = ?`, [hash]);
  const [here = 0, uploaded = 0, wanted = 0, failure = ''] = known ?? [];
  const next = {
    here: Boolean(here),
    uploaded: Boolean(uploaded),
    wanted: Boolean(wanted),
    failure: String(failure),
    ...state,
  };
  db.run(`INSERT OR REPLACE INTO ${contentsTable} VALUES (?, ?, ?, ?, ?)`, [
    hash,
    next.here,
    next.uploaded,
    next.wanted,
    next.failure,
  ]);
  changed(['files']);
}
