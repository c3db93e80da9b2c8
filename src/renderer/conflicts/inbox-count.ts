import { useEffect } from 'react';
import { ask } from '../ipc/client';
import { useStateOf } from '../ipc/use-live';
import { createStore, useStore } from '../lib/store';
import { useAppStatus } from '../services/session';

/** How often the server is asked though it has told nothing, in milliseconds: it tells only who listens to it. */
const everyMs = 10 * 60_000;

const count = createStore(0);

/** Tells the frame how many edits wait: the open screen knows it sooner. */
export const setInboxCount = count.set;

/** Whether whoever works here decides on colleagues' edits: a head or an administrator with a server. */
export function useHasInbox(): boolean {
  const { role } = useAppStatus().session;
  const phase = useStateOf('sync.status')?.phase ?? 'off';
  return role !== 'seller' && phase !== 'off';
}

/** How many edits of colleagues wait, as last heard; asked for when the server tells of a change. */
export function useInboxCount(asked = true): number {
  const has = useHasInbox();
  const status = useStateOf('sync.status');
  const online = status?.phase === 'online';
  const changes = status?.inboxChanges ?? 0;
  const known = useStore(count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the server tells of a change
  useEffect(() => {
    if (!asked || !has || !online) return;
    const look = async () => {
      const result = await ask('inbox.count', {});
      if (result.ok) setInboxCount(result.value);
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [asked, has, online, changes]);
  return has ? known : 0;
}
