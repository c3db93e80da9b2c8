import { useCallback, useEffect, useRef, useState } from 'react';
import { readKept, useKept } from '../lib/kept';
import { dropDraft, keepDraft, readDraft } from './drafts';
import { useFlush } from './flush-before-close';

/** What was typed is kept after this long, in milliseconds. */
const pauseMs = 250;

/** A form does not wait longer than this for what was half typed, in milliseconds: the store of drafts may be ill. */
const patienceMs = 600;

export interface Draft<T> {
  readonly value: T;
  readonly set: (change: T | ((before: T) => T)) => void;
  /** Whether the stored draft was looked for: before that the form shows nothing half-typed. */
  readonly ready: boolean;
  /** Whether what is shown was brought back from an earlier time. */
  readonly restored: boolean;
  /** Forgets the draft: it was saved, or thrown away. */
  readonly clear: () => void;
}

/**
 * Form state that survives a crash: kept at every pause in typing, brought back when the same form opens again.
 * @param name unique for the form and the record, such as `note:<client id>`
 */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const [value, setValue] = useState(initial);
  const [ready, setReady] = useState(false);
  const [restored, setRestored] = useState(false);
  const touched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(value);
  latest.current = value;

  const keepNow = useCallback(async () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    await keepDraft(name, latest.current);
  }, [name]);

  useEffect(() => {
    let shown = true;
    const patience = setTimeout(() => setReady(true), patienceMs);
    void readDraft<T>(name).then((stored) => {
      clearTimeout(patience);
      if (!shown) return;
      if (stored !== undefined && !touched.current) {
        setValue(stored);
        setRestored(true);
      }
      setReady(true);
    });
    return () => {
      shown = false;
      clearTimeout(patience);
      void keepNow();
    };
  }, [name, keepNow]);
  useFlush(keepNow);

  const set = useCallback(
    (change: T | ((before: T) => T)) => {
      touched.current = true;
      setValue(change);
      // Begun, the wait is not begun again: whoever types without a pause loses no more than this either.
      timer.current ??= setTimeout(() => void keepNow(), pauseMs);
    },
    [keepNow],
  );

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    touched.current = false;
    setRestored(false);
    void dropDraft(name);
  }, [name]);

  return { value, set, ready, restored, clear };
}

/** A view setting of this device (columns, filters, sorting), remembered between starts. */
export function useViewSetting<T>(name: string, initial: T): [T, (value: T) => void] {
  // Once read it is there at the first drawing, so that a list one comes back to is the list it was.
  const [value, setValue] = useKept(`view:${name}`, initial);
  useEffect(() => {
    if (readKept(`view:${name}`) !== undefined) return;
    let shown = true;
    void readDraft<T>(`view:${name}`).then((stored) => {
      if (shown && stored !== undefined) setValue(stored);
    });
    return () => {
      shown = false;
    };
  }, [name, setValue]);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      void keepDraft(`view:${name}`, next);
    },
    [name, setValue],
  );
  return [value, set];
}

/**
 * How a list looks on this device: its columns and their order. It says nothing of anybody, so it is kept as it is and
 * is there at the first drawing, while {@link useViewSetting} waits for its seal to be opened.
 */
export function useListLook<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => readLook(name, initial));
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(`look:${name}`, JSON.stringify(next));
      } catch {
        // A full disk: the look lasts as long as the window.
      }
    },
    [name],
  );
  return [value, set];
}

function readLook<T>(name: string, initial: T): T {
  try {
    const kept = localStorage.getItem(`look:${name}`);
    return kept === null ? initial : (JSON.parse(kept) as T);
  } catch {
    return initial;
  }
}
