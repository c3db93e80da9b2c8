import { expect, type Page } from '@playwright/test';
import { appOf } from './electron-app';
import { resizeWindow } from './shots';

/**
 * What is wrong with the layout of what the window shows now, in words; empty when nothing is.
 *
 * - a page or a scroller that scrolls sideways;
 * - a text that is cut without an ellipsis, or with one and without a title that tells the rest;
 * - something to press or type into that is cut by what it stands in;
 * - two of them, or two texts, that overlap.
 *
 * With a dialog open only the dialog is looked at: the rest lies behind it.
 */
export function layoutFaults(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    interface Box {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const faults = new Set<string>();
    const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]');
    const root = dialogs.item(dialogs.length - 1) ?? document.body;
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element): CSSStyleDeclaration => {
      const known = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, known);
      return known;
    };
    const say = (element: Element): string => {
      const own = element.getAttribute('aria-label') ?? element.textContent ?? '';
      const kind = element.getAttribute('role') ?? element.tagName.toLowerCase();
      return `${kind}.${(element.getAttribute('class') ?? '').split(' ').slice(-2).join('.')} «${own.slice(0, 50)}»`;
    };
    /** Kept for screen readers: clipped to nothing. */
    const isHeardOnly = (element: Element | null): boolean =>
      element !== null &&
      (styleOf(element).clipPath === 'inset(50%)' ||
        styleOf(element).clip === 'rect(0px, 0px, 0px, 0px)' ||
        isHeardOnly(element.parentElement));
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('legend') === null &&
      !isHeardOnly(element);
    const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
    /** The part of a box that its ancestors and the window leave to be seen. */
    const seen = (element: Element, box: Box): Box | null => {
      let { left, top, right, bottom } = box;
      for (let above = element.parentElement; above; above = above.parentElement) {
        const { overflowX, overflowY, position } = styleOf(above);
        if (overflowX !== 'visible' || overflowY !== 'visible') {
          const edge = above.getBoundingClientRect();
          left = Math.max(left, edge.left);
          top = Math.max(top, edge.top);
          right = Math.min(right, edge.right);
          bottom = Math.min(bottom, edge.bottom);
        }
        if (position === 'fixed') break;
      }
      left = Math.max(left, 0);
      top = Math.max(top, 0);
      right = Math.min(right, innerWidth);
      bottom = Math.min(bottom, innerHeight);
      return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
    };
    const overlap = (a: Box, b: Box, by: number): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > by &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > by;

    if (document.documentElement.scrollWidth > innerWidth) faults.add('the page scrolls sideways');
    const all = [root, ...root.querySelectorAll<HTMLElement>('*')].filter(
      (element) => !(element instanceof SVGElement) && isShown(element),
    );
    /** What tells the whole of a cut text: its own title, one around it, or one just inside. */
    const isTold = (element: HTMLElement): boolean => {
      element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      const titled = '[title]:not([title=""])';
      return element.closest(titled) !== null || element.querySelector(titled) !== null;
    };
    for (const element of all) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = styleOf(element);
      const isField = element.matches('input, textarea');
      const tooWide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
      // A table of somebody's file or a board is as wide as what is in it, and can be scrolled by the keyboard.
      const isWideByNature = element.hasAttribute('data-sideways');
      if (tooWide && scrolls(overflowX) && !isField && !isWideByNature)
        faults.add(`scrolls sideways: ${say(element)}`);
      const words = isField ? (element as HTMLInputElement).value : (element.textContent ?? '').trim();
      if (
        words !== '' &&
        tooWide &&
        (clips(overflowX) || element.matches('input')) &&
        styleOf(element).display !== 'inline'
      ) {
        if (textOverflow !== 'ellipsis' && element !== document.activeElement) {
          faults.add(`cut without an ellipsis: ${say(element)}`);
        } else if (!isTold(element)) faults.add(`cut without a title: ${say(element)}`);
      }
      if (webkitLineClamp !== 'none' && element.scrollHeight > element.clientHeight + 2 && !isTold(element)) {
        faults.add(`lines cut without a title: ${say(element)}`);
      } else if (
        webkitLineClamp === 'none' &&
        clips(overflowY) &&
        words !== '' &&
        !isField &&
        element.clientHeight > 1 &&
        element.scrollHeight > element.clientHeight + 3
      ) {
        faults.add(`cut at its foot: ${say(element)}`);
      }
    }

    const pressed =
      'a[href], button, input, textarea, select, [role="button"], [role="combobox"], [role="checkbox"], [role="tab"]';
    const active = all
      .filter((element) => element.matches(pressed) && styleOf(element).pointerEvents !== 'none')
      .filter((element) => element.getAttribute('aria-hidden') !== 'true')
      .map((element) => ({ element, whole: element.getBoundingClientRect() }))
      .flatMap(({ element, whole }) => {
        const box = seen(element, whole);
        return box ? [{ element, whole, box }] : [];
      });
    for (const { element, whole } of active) {
      for (
        let above = element.parentElement;
        above && above !== root && !above.hasAttribute('data-sideways');
        above = above.parentElement
      ) {
        const { overflowX, textOverflow, position } = styleOf(above);
        const edge = above.getBoundingClientRect();
        if (
          overflowX !== 'visible' &&
          textOverflow !== 'ellipsis' &&
          (whole.right > edge.right + 1 || whole.left < edge.left - 1)
        ) {
          faults.add(`cut by ${say(above)}: ${say(element)}`);
        }
        if (position === 'fixed') break;
      }
      if (element.closest('[data-sideways]')) continue;
      if (whole.right > innerWidth + 1 || whole.left < -1) faults.add(`outside the window: ${say(element)}`);
    }
    /** What floats above the screen covers it rightly. */
    const floating =
      'search, [role="listbox"], [role="menu"], [role="tooltip"], [role="dialog"], [role="alert"], .table-head, .page-foot';
    const layer = (node: Node): Element | null =>
      (node instanceof Element ? node : node.parentElement)?.closest(floating) ?? null;
    const isApart = (a: Node, b: Node): boolean => !a.contains(b) && !b.contains(a);
    for (const [index, one] of active.entries()) {
      for (const other of active.slice(index + 1)) {
        if (
          isApart(one.element, other.element) &&
          layer(one.element) === layer(other.element) &&
          overlap(one.box, other.box, 1.5)
        ) {
          faults.add(`overlap: ${say(one.element)} and ${say(other.element)}`);
        }
      }
    }

    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: { readonly node: Node; readonly holder: HTMLElement; readonly box: Box }[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!holder || (node.textContent ?? '').trim() === '' || !isShown(holder)) continue;
      const range = document.createRange();
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(
        /(?<!\p{L})\p{L}{4,16}(?!\p{L})/gu,
      )) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) {
          faults.add(`broken word: «${word}» of ${say(holder)}`);
        }
      }
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const edge = holder.getBoundingClientRect();
        const own =
          styleOf(holder).overflowX === 'visible'
            ? rect
            : {
                left: Math.max(rect.left, edge.left),
                top: Math.max(rect.top, edge.top),
                right: Math.min(rect.right, edge.right),
                bottom: Math.min(rect.bottom, edge.bottom),
              };
        const box = seen(holder, own);
        if (box) texts.push({ node, holder, box });
      }
    }
    texts.sort((a, b) => a.box.top - b.box.top);
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        if (other.box.top > one.box.bottom) break;
        if (
          other.node !== one.node &&
          layer(one.node) === layer(other.node) &&
          overlap(one.box, other.box, 4)
        ) {
          faults.add(`texts overlap: ${say(one.holder)} and ${say(other.holder)}`);
        }
      }
    }
    return [...faults];
  });
}

/** The sizes of text that the window shows now, in pixels. */
export function textSizes(window: Page): Promise<number[]> {
  return window.evaluate(() => {
    const sizes = new Set<number>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!holder?.checkVisibility() || (node.textContent ?? '').trim() === '') continue;
      if (holder.closest('legend') === null) sizes.add(Number.parseFloat(getComputedStyle(holder).fontSize));
    }
    return [...sizes].sort((a, b) => a - b);
  });
}

/** Enlarges the page as the menu's «Крупнее» does: 1 is the usual size, 2 twice as large. */
export async function zoomWindow(window: Page, factor: number): Promise<void> {
  const handle = await appOf(window).browserWindow(window);
  await handle.evaluate((browserWindow, zoom) => browserWindow.webContents.setZoomFactor(zoom), factor);
  await expect.poll(() => window.evaluate('Math.round(devicePixelRatio * 100) / 100')).toBe(factor);
}

/** Holds that what the window shows now is sound at 1024x640 at every zoom to 200 %; the window is as before then. */
export async function expectSoundLayout(window: Page): Promise<void> {
  const before = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await resizeWindow(window, { width: 1024, height: 640 });
  const found: string[] = [];
  for (const zoom of [1, 1.5, 2]) {
    await zoomWindow(window, zoom);
    await window.waitForTimeout(350);
    for (const fault of await layoutFaults(window)) found.push(`${zoom * 100} %: ${fault}`);
  }
  await zoomWindow(window, 1);
  await resizeWindow(window, before);
  expect(found).toEqual([]);
}
