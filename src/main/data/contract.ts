import type { Session } from '@shared/app/contract';
import type { ExportCalls } from '../audit/internal-calls';
import type { FileCalls } from '../files/internal-calls';
import type { ImportCalls } from '../import/internal-calls';
import type { StoreCalls } from '../store/internal-calls';
import type { SyncCalls, SyncNews } from '../sync/internal-calls';

/** What opening the database has shown. */
export interface Opened {
  /** It should be read through: nothing says that it is what was written, and it is too large to be read at once. */
  readonly doubtful: boolean;
}

/** What main asks of the data thread beside the page's commands: of its life, and one line for each feature. */
export interface DataCalls extends StoreCalls, ImportCalls, ExportCalls, FileCalls, SyncCalls {
  open: { input: null; output: Opened };
  /** Another person works here, or under another name. */
  session: { input: Session; output: null };
  close: { input: null; output: null };
}

/** What the data thread tells main unasked. */
export interface DataNews extends SyncNews {
  /** The file is not what was written: nothing more may be written over it. */
  'store.damaged': null;
}
