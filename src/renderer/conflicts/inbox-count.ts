import { useEffect, useSyncExternalStore } from 'react';
import { useAppStatus } from '../app/session';
import { ask } from '../ipc/client';
import { useStateOf } from '../ipc/use-live';

/** How often the server is asked while nobody looks at the inbox, in milliseconds. */
const everyMs = 60_000;

let count = 0;
const watchers = new Set<() => void>();
const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Tells the frame how many edits wait: the open screen knows it sooner. */
export function setInboxCount(next: number): void {
  if (next === count) return;
  count = next;
  for (const watcher of watchers) watcher();
}

/** Whether whoever works here decides on colleagues' edits: a head or an administrator with a server. */
export function useHasInbox(): boolean {
  const { role } = useAppStatus().session;
  const phase = useStateOf('sync.status')?.phase ?? 'off';
  return role !== 'seller' && phase !== 'off';
}

/** How many edits of colleagues wait, as last heard; asked for every minute while the server is in reach. */
export function useInboxCount(asked = true): number {
  const has = useHasInbox();
  const online = useStateOf('sync.status')?.phase === 'online';
  const known = useSyncExternalStore(subscribe, () => count);
  useEffect(() => {
    if (!asked || !has || !online) return;
    const look = async () => {
      const result = await ask('inbox.count', {});
      if (result.ok) setInboxCount(result.value);
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [asked, has, online]);
  return has ? known : 0;
}
