import type { BackupOrigin } from '@shared/backups/contract';
import { provisionalSeries } from '@shared/domain/numbering/numbering';
import type { ProfileState } from '../app/profile';

/** What becomes of the bond with a server when a copy takes the database's place. */
export interface ServerLink {
  readonly account: ProfileState['account'];
  /** The copy belongs to another server than the profile: nothing of it may be sent before a new sign-in. */
  readonly otherServer: boolean;
  /** What the copy says was sent was sent to another server, or to another life of this one. */
  readonly forgetServer: boolean;
}

/**
 * The bond after a restore.
 * @param here the profile's account
 * @param origin what the copy says of itself; null when it says nothing
 * @param ours the copy lay in one of this profile's folders
 */
export function linkAfter(
  here: ProfileState['account'],
  origin: BackupOrigin | null,
  ours: boolean,
): ServerLink {
  if (!origin) return { account: here, otherServer: false, forgetServer: here !== null && !ours };
  const there = origin.account;
  if (!there) return { account: here, otherServer: false, forgetServer: false };
  if (!here) return { account: there, otherServer: false, forgetServer: false };
  if (there.workspace !== here.workspace) return { account: null, otherServer: true, forgetServer: true };
  return { account: here, otherServer: false, forgetServer: there.epoch !== here.epoch };
}

/**
 * The profile after its database was exchanged: a new series of documents, since the state that goes may have printed
 * numbers the one that comes does not know of; a server gives the final one at the next contact.
 */
export function renewedProfile({
  session,
  restores,
}: ProfileState): Pick<ProfileState, 'session' | 'restores' | 'seriesDue'> {
  let count = restores;
  let series: string;
  do {
    count += 1;
    series = provisionalSeries(`${session.deviceId}#${count}`);
  } while (series === session.series);
  return { session: { ...session, series }, restores: count, seriesDue: true };
}
