import { useEffect, useState } from 'react';
import { usePath } from '../app/navigation';
import { keepDraft, readDraft } from '../drafts/drafts';

const NAME = 'view:recent-clients';
const KEPT = 8;

/** Ids of the clients whose cards were opened last on this device, newest first. */
export function useRecentClients(): readonly string[] {
  const [ids, setIds] = useState<readonly string[]>();
  const path = usePath();
  useEffect(() => {
    void readDraft<readonly string[]>(NAME).then((stored) => setIds((present) => present ?? stored ?? []));
  }, []);
  const opened = /^\/clients\/([^/]+)$/.exec(path)?.[1];
  useEffect(() => {
    if (opened === undefined || ids === undefined || ids[0] === opened) return;
    const next = [opened, ...ids.filter((id) => id !== opened)].slice(0, KEPT);
    setIds(next);
    void keepDraft(NAME, next);
  }, [opened, ids]);
  return ids ?? [];
}
