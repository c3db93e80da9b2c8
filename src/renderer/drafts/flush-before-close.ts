import { useEffect, useRef } from 'react';
import { ask, watch } from '../ipc/client';

/** @param locking the page will be back where it is, once the program is unlocked */
type Save = (locking: boolean) => Promise<void>;

const savings = new Set<Save>();

/** Saves what is half typed on this page: first what fields hold until they are left, then everything that waits. */
async function saveAll(locking: boolean): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await Promise.allSettled([...savings].map((save) => save(locking)));
}

/** Saves everything whenever main is about to close the page, and says when it is done. Once per page. */
export function answerFlush(): void {
  watch('app.flush', null, (result) => {
    if (!result.ok) return;
    void saveAll(result.value.locking).then(() => ask('app.flushed', {}));
  });
}

/** Has `save` done, and waited for, before the window closes or the program is locked. */
export function useFlush(save: Save): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const now = (locking: boolean) => latest.current(locking);
    savings.add(now);
    return () => {
      savings.delete(now);
    };
  }, []);
}
