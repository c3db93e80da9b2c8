/** A title says no more than this of a text: more is read where it opens. */
const longest = 1000;

/** Titles given here, so that a text that has changed or fits by now loses its former one. */
const given = new WeakMap<HTMLElement, string>();

/** The text that an element shows only a part of, behind an ellipsis; '' when it shows all of it. */
function cutText(element: HTMLElement): string {
  const isWide = element.scrollWidth > element.clientWidth;
  if (element instanceof HTMLInputElement) {
    return isWide && element.type !== 'password' ? element.value || element.placeholder : '';
  }
  if (!isWide && element.scrollHeight <= element.clientHeight + 2) return '';
  const { textOverflow, webkitLineClamp } = getComputedStyle(element);
  const isCut = isWide ? textOverflow === 'ellipsis' : webkitLineClamp !== 'none';
  return isCut || webkitLineClamp !== 'none' ? (element.textContent ?? '').trim() : '';
}

function tell(event: Event): void {
  let element = event.target instanceof HTMLElement ? event.target : null;
  for (; element && element !== document.body; element = element.parentElement) {
    const own = given.get(element);
    if (own !== undefined && own === element.title) {
      element.removeAttribute('title');
      given.delete(element);
    }
    if (element.title !== '') return;
    const text = cutText(element).slice(0, longest);
    if (text === '') continue;
    element.title = text;
    given.set(element, text);
    return;
  }
}

/**
 * Whatever is cut with an ellipsis tells the whole of itself when it is pointed at. Done in one place, since which
 * texts are cut depends on the window, the zoom and the text.
 */
export const tellCutTexts = (): void => document.addEventListener('pointerover', tell, { passive: true });
