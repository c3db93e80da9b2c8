import { type RefObject, useEffect } from 'react';
import { useOverlay } from '../app/overlays';

/** Ctrl+F (Cmd+F) goes to the field that searches the list on the screen, unless a form lies over it. */
export function useFindKey(field: RefObject<HTMLInputElement | null>): void {
  const overlay = useOverlay();
  useEffect(() => {
    if (overlay) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== 'KeyF' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field, overlay]);
}
