import { useSyncExternalStore } from 'react';

/** A short word at the foot of the window: what was done, with one thing to do about it. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'success' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void };
}

let notices: readonly Notice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

export function notify(text: string, options: Partial<Pick<Notice, 'tone' | 'action'>> = {}): void {
  const notice: Notice = {
    id: nextId++,
    text,
    tone: options.tone ?? 'success',
    ...(options.action ? { action: options.action } : {}),
  };
  // One at a time: three would lie over the form a person goes on with. What failed stays beside what was done since.
  set([...notices.filter(({ tone }) => tone === 'error').slice(-1), notice]);
}

export function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}
