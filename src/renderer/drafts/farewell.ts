import { useEffect, useRef } from 'react';
import { ask, watch } from '../ipc/client';

type Save = () => Promise<void>;

const savings = new Set<Save>();

/** Saves what is half typed on this page: first what fields hold until they are left, then everything that waits. */
async function saveAll(): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await Promise.allSettled([...savings].map((save) => save()));
}

/** Saves everything whenever main is about to close the page, and says when it is done. Once per page. */
export function answerFarewells(): void {
  watch('app.farewell', null, (result) => {
    if (!result.ok) return;
    void saveAll().then(() => ask('app.farewellSaid', {}));
  });
}

/** Has `save` done, and waited for, before the window closes or the program is locked. */
export function useFarewell(save: Save): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const now = () => latest.current();
    savings.add(now);
    return () => {
      savings.delete(now);
    };
  }, []);
}
