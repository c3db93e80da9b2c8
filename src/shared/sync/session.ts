import type { UserRole } from '../users/schema';

/** What the server answers to a sign-in. */
export interface ServerSession {
  /** Short-lived. */
  readonly token: string;
  /** Changes it for the next one; absent from a server of the first version. */
  readonly refreshToken?: string;
  /** After so many days without contact the device locks its database. */
  readonly leaseDays?: number;
  readonly workspace: string;
  /** Series of document numbers given to this device once and for all; of a refresh from a server that says it. */
  readonly series: string;
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly role: UserRole;
  };
}
