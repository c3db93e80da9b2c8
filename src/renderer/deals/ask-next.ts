import { localDate } from '@shared/lib/dates';
import { ask } from '../ipc/client';
import { openOverlay } from '../services/overlays';
import { nowIso, systemZone } from '../ui/clock';

/**
 * After a call, a meeting or a finished task: asks what comes next where an open deal of the client was left without a
 * step. Of several the newest is asked for; the board's badge counts the others.
 */
export async function askNextStep(clientId: string): Promise<void> {
  if (clientId === '') return;
  const now = nowIso();
  const input = { clientId, recordId: '', now, today: localDate(now, systemZone()) };
  const found = await ask('deals.forRecord', input);
  const bare = found.ok ? found.value.rows.find(({ nextDate }) => nextDate === '') : undefined;
  if (bare) openOverlay({ kind: 'deal-step', dealId: bare.id, title: bare.title });
}
