import { createStore, useStore } from '../lib/store';
import { textsNow } from './texts';

/** A short word at the foot of the window: what was done, with one thing to do about it. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'success' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const notices = createStore<readonly Notice[]>([]);
let nextId = 1;

export function notify(text: string, options: Partial<Pick<Notice, 'tone' | 'action'>> = {}): void {
  const notice: Notice = {
    id: nextId++,
    text,
    tone: options.tone ?? 'success',
    ...(options.action ? { action: options.action } : {}),
  };
  // One at a time: three would lie over the form a person goes on with. What failed stays beside what was done since.
  notices.set([
    ...notices
      .get()
      .filter(({ tone }) => tone === 'error')
      .slice(-1),
    notice,
  ]);
}

export function dismiss(id: number): void {
  notices.set(notices.get().filter((notice) => notice.id !== id));
}

export const useNotices = (): readonly Notice[] => useStore(notices);

/** The last notice that can be taken back. */
const undoable = (): Notice | undefined =>
  notices.get().findLast(({ action }) => action?.label === textsNow().common.undo);

/** Takes back what the last notice tells of; in a field with an undo of its own the key is the field's. */
export const takeBack = {
  run: (event?: KeyboardEvent): boolean => {
    const last = undoable();
    if (!last || (event?.target instanceof HTMLElement && hasOwnUndo(event.target))) return false;
    last.action?.run();
    dismiss(last.id);
    return true;
  },
  off: () => (undoable() ? undefined : ('nothingToTakeBack' as const)),
};

/**
 * A field has an undo of its own; not so one that something was removed from or put the focus into (`data-undo`),
 * as long as nothing was typed in it since.
 */
function hasOwnUndo(target: HTMLElement): boolean {
  if (!target.matches('input, textarea, [contenteditable="true"]')) return false;
  if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) return false;
  return !(target instanceof HTMLInputElement && target.dataset.undo === 'notice' && target.value === '');
}
