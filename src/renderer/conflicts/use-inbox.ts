import type { InboxPage, InboxStatus } from '@shared/inbox/contract';
import type { Failure } from '@shared/lib/result';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../ipc/client';
import { setInboxCount } from './inbox-count';

/** How often it is asked again while it is open, in milliseconds. */
const everyMs = 15_000;

/** The head's inbox as the server tells it: asked when opened, every 15 s, and after each deed. */
export function useInbox(status: InboxStatus) {
  const [found, setFound] = useState<{ readonly status: InboxStatus; readonly page: InboxPage }>();
  const [failure, setFailure] = useState<Failure>();
  // An answer that was overtaken by a later question is of no use.
  const turn = useRef(0);
  // A deed undone after the list was changed for the other one reloads what is shown by then.
  const shown = useRef(status);
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const asked = shown.current;
    const result = await ask('inbox.list', { status: asked });
    if (mine !== turn.current) return;
    setFailure(result.ok ? undefined : result.error);
    if (!result.ok) return;
    setFound({ status: asked, page: result.value });
    if (asked === 'open') setInboxCount(result.value.items.filter(({ mayResolve }) => mayResolve).length);
  }, []);
  useEffect(() => {
    shown.current = status;
    void reload();
    const timer = setInterval(() => void reload(), everyMs);
    return () => {
      turn.current += 1;
      clearInterval(timer);
    };
  }, [status, reload]);
  return { page: found?.status === status ? found.page : undefined, failure, reload };
}
