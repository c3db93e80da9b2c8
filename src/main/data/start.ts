import type { Session } from '@shared/app/contract';
import type { ThreadPort } from '../threads/port';

/** What the data thread is made for. */
export interface DataStart {
  readonly databasePath: string;
  readonly encryptionKey: string;
  readonly resources: string;
  /** The application's version, kept in the file for older ones that cannot read it. */
  readonly version: string;
  readonly session: Session;
  /** The reader's ear: told which collections changed. */
  readonly changes: ThreadPort;
}
