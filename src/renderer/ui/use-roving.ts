import { type RefObject, useLayoutEffect } from 'react';

const stops = 'a[href], button:not([disabled]), [role="button"]:not([aria-disabled="true"])';

/**
 * Makes the links and buttons of a bar one stop of the Tab key: arrows go between them, Home and End to the edges, and
 * the bar remembers which was the last (the toolbar pattern of the ARIA practices). What is put in or taken out later
 * belongs to it, too.
 * @param of selector of what belongs to it: a bar that is a line of a list has more in it than buttons
 */
export function useRoving(
  bar: RefObject<HTMLElement | null>,
  way: 'row' | 'column',
  of: string = stops,
): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    let last: HTMLElement | undefined;
    const items = () => [...element.querySelectorAll<HTMLElement>(of)];
    const settle = () => {
      const all = items();
      const current = all.find((one) => one.getAttribute('aria-current') === 'page');
      const stop = last && all.includes(last) ? last : (current ?? all[0]);
      for (const one of all) {
        const index = one === stop ? 0 : -1;
        if (one.tabIndex !== index) one.tabIndex = index;
      }
    };
    const onFocus = (event: FocusEvent) => {
      const target = items().find((one) => one === event.target);
      if (!target) return;
      last = target;
      settle();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
      const all = items();
      const from = event.target instanceof HTMLElement ? all.indexOf(event.target) : -1;
      if (from < 0) return;
      const to = {
        [way === 'row' ? 'ArrowRight' : 'ArrowDown']: from + 1,
        [way === 'row' ? 'ArrowLeft' : 'ArrowUp']: from - 1,
        Home: 0,
        End: all.length - 1,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      all.at(to % all.length)?.focus();
    };
    settle();
    const observer = new MutationObserver(settle);
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'tabindex', 'aria-current'],
    });
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  }, [bar, way, of]);
}
