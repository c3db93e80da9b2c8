import { useRef } from 'react';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';
import { keepFocusNear } from '../ui/keep-focus';

/**
 * Takes an element out of a list of the card, says so, and puts it back where it was on «Отменить» or Ctrl+Z.
 * @param onChange told the list without it, and again with it
 * @returns removes by id; `what` names it in the notice, a kind of thing where it is still empty
 */
export function useRemoval<T extends { readonly id: string }>(
  items: readonly T[],
  onChange: (items: T[]) => void,
): (id: string, what: string) => void {
  const { common } = useTexts();
  const latest = useRef({ items, onChange });
  latest.current = { items, onChange };
  return (id, what) => {
    const place = latest.current.items.findIndex((item) => item.id === id);
    const removed = latest.current.items[place];
    if (!removed) return;
    keepFocusNear(document.activeElement, ['.card-contact-body', 'section']);
    latest.current.onChange(latest.current.items.filter((item) => item !== removed));
    notify(common.removedOne(what), {
      action: {
        label: common.undo,
        run: () => {
          const { items: now, onChange: change } = latest.current;
          if (now.some((item) => item.id === id)) return;
          change([...now.slice(0, place), removed, ...now.slice(place)]);
        },
      },
    });
  };
}
