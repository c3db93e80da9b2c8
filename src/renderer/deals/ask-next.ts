import { localDate } from '@shared/lib/dates';
import { ask } from '../ipc/client';
import { openOverlay } from '../services/overlays';
import { nowIso, systemZone } from '../ui/clock';

/**
 * After a call, a meeting or a finished task: asks what comes next where it leaves an open deal of the client without a
 * step. It is asked of the deal it was about; where it was about none, of the newest that has no step: the board's badge
 * counts the others.
 * @param about the deal that was chosen, or the record whose deal is meant
 */
export async function askNextStep(
  clientId: string,
  about: { readonly dealId?: string | undefined; readonly recordId?: string } = {},
): Promise<void> {
  if (clientId === '') return;
  const now = nowIso();
  const input = { clientId, recordId: about.recordId ?? '', now, today: localDate(now, systemZone()) };
  const found = await ask('deals.forRecord', input);
  if (!found.ok) return;
  const { rows, dealId } = found.value;
  const open = rows.filter(({ status }) => status === 'open');
  const meant = open.find(({ id }) => id === (about.dealId || dealId));
  const asked = meant ?? open.find(({ nextDate }) => nextDate === '');
  if (asked?.nextDate === '') openOverlay({ kind: 'deal-step', dealId: asked.id, title: asked.title });
}
