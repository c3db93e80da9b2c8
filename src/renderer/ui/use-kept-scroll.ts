import { type RefObject, useLayoutEffect } from 'react';
import { keep, readKept } from '../lib/kept';

/** A screen that has not grown as tall as it was by then stays where it is, in milliseconds. */
const patienceMs = 2000;

/** How the last change of the screen came about: by the way back, or anew. */
let cameBack = false;
window.navigation.addEventListener('navigate', ({ navigationType }) => {
  cameBack = navigationType === 'traverse';
});

/**
 * Scrolls to a place as soon as there is enough to scroll: what a screen shows comes in parts, and so does what stands
 * above it. Ends when a person begins to move about, or after a while.
 * @returns ends it before that
 */
export function scrollWhenGrown(element: HTMLElement, wanted: number): () => void {
  const moves = ['wheel', 'keydown', 'pointerdown'];
  const stop = () => {
    sizes.disconnect();
    parts.disconnect();
    clearTimeout(late);
    for (const move of moves) element.removeEventListener(move, stop);
  };
  const grow = () => {
    element.scrollTop = wanted;
    // A pixel is cut off at the end of what is scrolled at a zoom.
    if (Math.abs(element.scrollTop - wanted) <= 1) stop();
  };
  const sizes = new ResizeObserver(grow);
  const parts = new MutationObserver(grow);
  const late = setTimeout(stop, patienceMs);
  sizes.observe(element);
  parts.observe(element, { childList: true, subtree: true });
  for (const move of moves) element.addEventListener(move, stop);
  grow();
  return stop;
}

/** Finds the place of a scroller again when one comes back to its screen; one that is entered anew begins at its top. */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const name = `scroll:${window.location.hash} ${element.className}`;
    const wanted = cameBack ? (readKept<number>(name) ?? 0) : 0;
    let top = 0;
    const note = () => {
      top = element.scrollTop;
    };
    element.addEventListener('scroll', note, { passive: true });
    const stop = wanted > 0 ? scrollWhenGrown(element, wanted) : () => {};
    return () => {
      stop();
      element.removeEventListener('scroll', note);
      keep(name, top);
    };
  }, [scroller]);
}
