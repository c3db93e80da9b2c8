import { mayWrite } from '@shared/lib/access';
import { organizationWriters } from '@shared/organizations/writers';
import { useAppStatus } from '../services/session';

/** Whether whoever works here may change «Моя организация»: alone always, with a server by his role. */
export function useMayEditOrganization(): boolean {
  const { session } = useAppStatus();
  return mayWrite(organizationWriters, session.role);
}
