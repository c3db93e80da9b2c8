import { livingFunnels } from '@shared/funnels/rules';
import type { Funnel } from '@shared/funnels/schema';
import { funnelWriters } from '@shared/funnels/writers';
import { mayWrite } from '@shared/lib/access';
import { useLive } from '../ipc/use-live';
import { readKept } from '../lib/kept';
import { useAppStatus } from '../services/session';

/** The funnels a person chooses among; none until they were read. */
export function useFunnels(): readonly Funnel[] {
  return livingFunnels(useLive('funnels.list', {}).value ?? []);
}

/** The funnel whose board was shown last; '' for none yet. */
export const shownFunnel = (): string =>
  readKept<{ readonly funnelId?: string }>(`view:${dealsView}`)?.funnelId ?? '';

/** What the choices of «Сделки» are kept under. */
export const dealsView = 'deals';

/** Whether whoever works here may change funnels: alone always, with a server by his role. */
export function useMayEditFunnels(): boolean {
  const { session } = useAppStatus();
  return mayWrite(funnelWriters, session.role);
}
