import { useEffect, useRef } from 'react';
import { dropDraft, keepDraft, readDraft } from '../drafts/drafts';
import { useFlush } from '../drafts/flush-before-close';
import { type Overlay, openOverlay } from './overlays';

/** Each window has its own; its name lives as long as the window, and only in memory. */
const draftName = (): string => {
  window.name ||= crypto.randomUUID();
  return `view:open-form:${window.name}`;
};
let unlocked = false;

/** Says that this page has been locked: once it is opened, it shows what was open before. */
export function noteLocked(): void {
  unlocked = isReload();
}

/** Keeps which form is open when the page is locked, and opens it again after an unlocking; the address is kept anyway. */
export function useReturn(overlay: Overlay | null): void {
  const latest = useRef(overlay);
  latest.current = overlay;
  useFlush(async (locking) => {
    if (locking && latest.current) await keepDraft(draftName(), latest.current);
  });
  useEffect(() => {
    if (!unlocked) return;
    unlocked = false;
    void readDraft<Overlay>(draftName()).then((kept) => {
      if (kept && !latest.current) openOverlay(kept);
      void dropDraft(draftName());
    });
  }, []);
}

/** Locking loads the page anew; a start of the program does not count as coming back. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return (entry as PerformanceNavigationTiming | undefined)?.type === 'reload';
}
