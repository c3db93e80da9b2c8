import { command, live, output } from '../lib/contract';
import { patchOf, Strict, Text } from '../lib/schema';
import { Organization } from './schema';

/** What the bundled bank directory knows of a БИК. */
export interface Bank {
  readonly bik: string;
  readonly name: string;
  readonly city: string;
  readonly corrAccount: string;
  /** Its licence is gone. */
  readonly revoked: boolean;
}

/** What the directory answers. */
export interface BankAnswer {
  readonly bik: string;
  /** Null when it has no such БИК. */
  readonly bank: Bank | null;
  /** The business day of its data, `YYYY-MM-DD`; '' when there is no directory. */
  readonly asOf: string;
}

/** From so many days on a directory is called old: banks are renamed, joined and closed every month. */
export const oldDirectoryDays = 183;

export const organizationsContract = {
  /** Our own organisation, or null until its requisites were first needed. */
  'organizations.own': live(Strict({}), output<Organization | null>()),
  /**
   * Whether our own organisation stands on this device and not, or not yet, on the server: with a server, what a
   * seller has filled in alone waits for a head.
   */
  'organizations.waits': live(Strict({}), output<boolean>()),
  'organizations.save': command(Strict({ patch: patchOf(Organization) }), output<{ readonly id: string }>()),
  'organizations.bank': live(Strict({ bik: Text(20) }), output<BankAnswer>()),
} as const;
