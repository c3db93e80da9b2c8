import { useEffect } from 'react';

/** By then an answer of the database has usually taken away what was removed, in milliseconds. */
const answeredMs = 400;
const canTake = 'button:not([tabindex="-1"], :disabled), a[href]:not([tabindex="-1"])';

/**
 * Keeps the keyboard's place: when what had the focus is gone (a removed line, a closed panel, a menu whose opener went
 * with it), the nearest button or region left takes it, so that it never falls back to the beginning of the page.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    let around: Element[] = [];
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || target === document.body) return;
      last = target;
      around = [];
      for (let one = target.parentElement; one && one !== document.body; one = one.parentElement)
        around.push(one);
    };
    const look = () => {
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      // What is still there was left by the person.
      if (!last || last.isConnected) return;
      for (const place of around) {
        if (!place.isConnected) continue;
        const next = place.matches('[tabindex]') ? place : place.querySelector(canTake);
        if (!(next instanceof HTMLElement) || next.getClientRects().length === 0) continue;
        next.focus({ preventScroll: true });
        return;
      }
      document.querySelector('main')?.focus({ preventScroll: true });
    };
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const later = () => {
      requestAnimationFrame(() => requestAnimationFrame(look));
      const timer = setTimeout(() => {
        timers.delete(timer);
        look();
      }, answeredMs);
      timers.add(timer);
    };
    window.addEventListener('focusin', note);
    window.addEventListener('keyup', later);
    window.addEventListener('click', later);
    return () => {
      for (const timer of timers) clearTimeout(timer);
      window.removeEventListener('focusin', note);
      window.removeEventListener('keyup', later);
      window.removeEventListener('click', later);
    };
  }, []);
}
