import type { RefObject } from 'react';
import { useAction } from '../services/actions';

/** Ctrl+F (Cmd+F) goes to the field that searches the list on the screen, unless something lies over it. */
export function useFindKey(field: RefObject<HTMLInputElement | null>): void {
  useAction('find-in-list', () => {
    field.current?.focus();
    field.current?.select();
  });
}
