import { useEffect, useRef } from 'react';
import { ask } from '../ipc/client';
import { useStateOf } from '../ipc/use-live';
import { runAction } from '../services/actions';
import { openRecord } from '../services/records';

/** Does what the menu or a notification asks. */
export function useIntents(): void {
  const wanted = useStateOf('app.intent');
  const done = useRef(0);
  useEffect(() => {
    if (!wanted || done.current === wanted.count) return;
    done.current = wanted.count;
    // Told before it is done: whatever comes of it, a page loaded anew does not do it again.
    void ask('app.intentDone', { count: wanted.count });
    if (wanted.intent === 'open-task') openRecord('tasks', wanted.id);
    else runAction(wanted.intent);
  }, [wanted]);
}
