import { useEffect, useLayoutEffect, useRef } from 'react';
import { layers, runAction, useAction } from './actions';
import { routes } from './feature';
import { goTo, here, paramsAt } from './navigation';
import { closeOverlay, openedOverlay } from './overlays';

const typedInto = 'textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"])';

/** The list a screen belongs to; '' for one that is itself a section. */
function listOf(path: string): string {
  return routes().find((route) => paramsAt(route.path, path) !== undefined)?.parent ?? '';
}

const entryBefore = () => {
  const { navigation } = window;
  return navigation.entries()[(navigation.currentEntry?.index ?? 0) - 1];
};

/** Back to where one came from; where there is no such place, to the list that the screen belongs to. */
export function goBack(): void {
  const list = listOf(here());
  if (entryBefore()?.sameDocument) window.history.back();
  else if (list !== '') goTo(list);
}

/** The action `back`: a form that lies over the screen is closed first. */
export const wayBack = {
  run: () => {
    if (openedOverlay()) closeOverlayByKey();
    else if (!document.querySelector(layers)) goBack();
  },
  off: () =>
    openedOverlay() || listOf(here()) !== '' || entryBefore()?.sameDocument
      ? undefined
      : ('noWayBack' as const),
};

export const wayForward = {
  run: () => {
    if (!openedOverlay() && !document.querySelector(layers)) window.history.forward();
  },
  off: () => (window.navigation.canGoForward ? undefined : ('noWayBack' as const)),
};

/**
 * The way back from any screen: Alt+← and the mouse's back button as in a browser, and Esc from a card; Esc in a field
 * leaves the field first.
 */
export function useWayBack(): void {
  useAction('leave', (event) => (event ? leaveByEscape(event.target) : false));
  useEffect(() => {
    // Chromium would go back by itself, without asking what lies over the screen.
    const hold = (event: MouseEvent) => {
      if (event.button === 3 || event.button === 4) event.preventDefault();
    };
    const onMouse = (event: MouseEvent) => {
      hold(event);
      if (event.button === 3) runAction('back');
      else if (event.button === 4) runAction('forward');
    };
    window.addEventListener('mousedown', hold);
    window.addEventListener('mouseup', onMouse);
    return () => {
      window.removeEventListener('mousedown', hold);
      window.removeEventListener('mouseup', onMouse);
    };
  }, []);
}

/** As Esc would: a form that keeps something on closing does so. */
function closeOverlayByKey(): void {
  const layer = [...document.querySelectorAll<HTMLElement>(layers)].at(-1);
  if (layer) layer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  else closeOverlay();
}

/** @returns false where Esc means nothing */
function leaveByEscape(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || openedOverlay() || listOf(here()) === '') return false;
  const main = document.querySelector('main');
  if (target !== document.body && !main?.contains(target)) return false;
  if (target.matches(typedInto)) target.parentElement?.closest<HTMLElement>('[tabindex]')?.focus();
  else goBack();
  return true;
}

/** When the screen changed and took with it what had the focus, the content takes it: the keyboard keeps its place. */
export function useFocusOnArrival(path: string): void {
  const arrived = useRef(path);
  useLayoutEffect(() => {
    if (arrived.current === path) return;
    arrived.current = path;
    const frame = requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) focusContent();
    });
    return () => cancelAnimationFrame(frame);
  }, [path]);
}

/** Puts the focus on the screen's content, for the skip link and after a change of the screen. */
export function focusContent(): void {
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
}
