const dayMs = 24 * 3600_000;
/** A clock set back by more than this does not prolong the lease: time zones and corrections are less. */
const backMs = 2 * dayMs;

export interface Lease {
  /** The last contact with the server; absent before the first one of this version. */
  readonly contactAt?: string;
  /** How many days a device may be away; 0 or absent: for ever. */
  readonly leaseDays?: number;
}

/** Whether a device has been away from its server for longer than it may; a clock set back counts as away. */
export function leaseRunsOut({ contactAt, leaseDays = 0 }: Lease, now: number): boolean {
  const contact = Date.parse(contactAt ?? '');
  if (leaseDays <= 0 || !Number.isFinite(contact)) return false;
  return now > contact + leaseDays * dayMs || now < contact - backMs;
}
