import { useEffect, useLayoutEffect, useRef } from 'react';
import { goTo, paths } from './navigation';
import { closeOverlay, useOverlay } from './overlays';

const typedInto = 'textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"])';
const layers = '.MuiModal-root, [role="dialog"]';

/** The list a screen belongs to; '' for one that is itself a section. */
const listOf = (path: string): string => {
  if (path === paths.audit) return `${paths.settings}/staff`;
  return path.startsWith(`${paths.clients}/`) ? paths.clients : '';
};
const here = (): string => window.location.hash.slice(1);

/** Back to where one came from; where there is no such place, to the list that the screen belongs to. */
export function goBack(): void {
  const { navigation } = window;
  const before = navigation.entries()[(navigation.currentEntry?.index ?? 0) - 1];
  const list = listOf(here());
  if (before?.sameDocument) window.history.back();
  else if (list !== '') goTo(list);
}

/**
 * The way back from any screen: Alt+← and the mouse's back button as in a browser, and Esc from a card. A form that
 * lies over the screen is closed first; Esc in a field leaves the field first.
 */
export function useWayBack(): void {
  const overlay = useOverlay();
  useEffect(() => {
    const back = () => {
      if (overlay) closeOverlayByKey();
      else if (!document.querySelector(layers)) goBack();
    };
    const forward = () => {
      if (!overlay && !document.querySelector(layers)) window.history.forward();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const way = wayOf(event);
      if (way !== undefined) {
        event.preventDefault();
        if (way === 'back') back();
        else forward();
      } else if (event.key === 'Escape' && !overlay) leaveByEscape(event.target);
    };
    // Chromium would go back by itself, without asking what lies over the screen.
    const hold = (event: MouseEvent) => {
      if (event.button === 3 || event.button === 4) event.preventDefault();
    };
    const onMouse = (event: MouseEvent) => {
      hold(event);
      if (event.button === 3) back();
      else if (event.button === 4) forward();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('mousedown', hold);
    window.addEventListener('mouseup', onMouse);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('mousedown', hold);
      window.removeEventListener('mouseup', onMouse);
    };
  }, [overlay]);
}

/** As Esc would: a form that keeps something on closing does so. */
function closeOverlayByKey(): void {
  const layer = [...document.querySelectorAll<HTMLElement>(layers)].at(-1);
  if (layer) layer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  else closeOverlay();
}

function wayOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): 'back' | 'forward' | undefined {
  if (key === 'BrowserBack') return 'back';
  if (key === 'BrowserForward') return 'forward';
  if (shiftKey || ctrlKey) return undefined;
  // On a Mac Option with an arrow goes by words.
  const mac = navigator.userAgent.includes('Macintosh');
  if (mac ? metaKey && key === '[' : altKey && !metaKey && key === 'ArrowLeft') return 'back';
  if (mac ? metaKey && key === ']' : altKey && !metaKey && key === 'ArrowRight') return 'forward';
  return undefined;
}

function leaveByEscape(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement) || listOf(here()) === '' || document.querySelector(layers)) return;
  const main = document.querySelector('main');
  if (target !== document.body && !main?.contains(target)) return;
  if (target.matches(typedInto)) target.parentElement?.closest<HTMLElement>('[tabindex]')?.focus();
  else goBack();
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
