import { useEffect, useRef } from 'react';
import { dropDraft, keepDraft, readDraft } from '../drafts/drafts';
import { useFarewell } from '../drafts/farewell';
import { type Overlay, openOverlay } from './overlays';

const NAME = 'view:open-form';
let unlocked = false;

/** Says that this page has been locked: once it is opened, it shows what was open before. */
export function noteLocked(): void {
  unlocked = isReload();
}

/** Keeps which form is open when the page goes, and opens it again after an unlocking; the address is kept anyway. */
export function useReturn(overlay: Overlay | null): void {
  const latest = useRef(overlay);
  latest.current = overlay;
  useFarewell(() => (latest.current ? keepDraft(NAME, latest.current) : dropDraft(NAME)));
  useEffect(() => {
    if (!unlocked) return;
    unlocked = false;
    void readDraft<Overlay>(NAME).then((kept) => {
      if (kept && !latest.current) openOverlay(kept);
      void dropDraft(NAME);
    });
  }, []);
}

/** Locking loads the page anew; a start of the program does not count as coming back. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return (entry as PerformanceNavigationTiming | undefined)?.type === 'reload';
}
