import type { UserRole } from '../users/schema';

/** What the server answers to a sign-in. */
export interface ServerSession {
  readonly token: string;
  readonly workspace: string;
  /** Series of document numbers given to this device once and for all. */
  readonly series: string;
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly role: UserRole;
  };
}
