import { useCallback, useState } from 'react';

/** What outlives a screen as long as its window does; locking loads the page anew, and nothing of it stays. */
const kept = new Map<string, unknown>();

export const readKept = <T>(name: string): T | undefined => kept.get(name) as T | undefined;

export function keep(name: string, value: unknown): void {
  kept.set(name, value);
}

/**
 * State of a screen that is found again on coming back to it: the words a list was searched by.
 * @param name unique for the window
 */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readKept<T>(name) ?? initial);
  const set = useCallback(
    (next: T) => {
      keep(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, set];
}
