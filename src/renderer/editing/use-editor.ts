import type { Failure, Result } from '@shared/lib/result';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useFlush } from '../drafts/flush-before-close';
import { useDraft } from '../drafts/use-draft';
import { change, type Edits, hasUnsent, markSent, markUnsent, settle, unsentPatch } from './edits';

/** A pause in typing after which what was typed is saved, in milliseconds. */
const idleMs = 600;
/** By then the draft written on leaving stands in the database, in milliseconds. */
const goneMs = 800;

/** `clean`: nothing typed yet; the others as they read. */
type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'failed';

/** A record's fields as they are edited: each saves itself after a pause, on leaving the field and on closing. */
export interface Editor<T extends object> {
  /** The record with what is being typed over it. */
  readonly value: T;
  readonly set: <K extends keyof T & string>(field: K, value: T[K]) => void;
  /** Call when a field gets the cursor, and when it loses it. */
  readonly focus: (field: keyof T & string) => void;
  readonly blur: (field: keyof T & string) => void;
  /** Saves what waits; answers when it is saved. */
  readonly flush: () => Promise<void>;
  readonly state: SaveState;
  readonly failure: Failure | undefined;
}

interface Options<T extends object> {
  /** Unique for the record; half-typed edits are kept under it through a crash. */
  readonly draft: string;
  readonly record: T;
  readonly save: (patch: Partial<T>) => Promise<Result<unknown>>;
  /** Fields that merge by element. */
  readonly sets: readonly (keyof T & string)[];
}

/** Edits a live record in place. An unsaved field is overwritten neither by its own echo nor by another window. */
export function useEditor<T extends object>({ draft, record, save, sets }: Options<T>): Editor<T> {
  const kept = useDraft<Edits>(draft, {});
  const [state, setState] = useState<SaveState>('clean');
  const [failure, setFailure] = useState<Failure>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const focused = useRef('');
  const shownRef = useRef(true);
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef({ edits: kept.value, record, save, sets, kept });
  latest.current = { ...latest.current, record, save, sets, kept };

  const put = useCallback((edits: Edits) => {
    latest.current.edits = edits;
    latest.current.kept.set(edits);
    if (Object.keys(edits).length === 0) latest.current.kept.clear();
  }, []);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const { edits, record: now, sets: byElement, save: send } = latest.current;
    const patch = unsentPatch(edits, now, byElement);
    const fields = Object.keys(patch);
    if (fields.length === 0) return;
    put(markSent(edits, fields));
    setState('saving');
    const sent = send(patch as Partial<T>);
    sending.current = Promise.allSettled([sending.current, sent]);
    const result = await sent;
    if (result.ok && !shownRef.current) {
      // Later than the draft that leaving has written.
      if (!hasUnsent(latest.current.edits)) setTimeout(() => latest.current.kept.clear(), goneMs);
    } else if (result.ok) {
      setFailure(undefined);
      setState(hasUnsent(latest.current.edits) ? 'dirty' : 'saved');
      put(settle(latest.current.edits, latest.current.record, focused.current));
    } else {
      setFailure(result.error);
      setState('failed');
      put(markUnsent(latest.current.edits, fields));
    }
  }, [put]);

  useFlush(async () => {
    await flush();
    await sending.current;
  });

  // What a crash left half-typed is shown and saved.
  useEffect(() => {
    if (!kept.restored) return;
    latest.current.edits = latest.current.kept.value;
    if (hasUnsent(latest.current.edits)) void flush();
    else put(settle(latest.current.edits, latest.current.record, ''));
  }, [kept.restored, flush, put]);

  useEffect(() => {
    const settled = settle(latest.current.edits, record, focused.current);
    if (settled !== latest.current.edits) put(settled);
  }, [record, put]);

  useEffect(() => {
    shownRef.current = true;
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('blur', leave);
      shownRef.current = false;
      leave();
    };
  }, [flush]);

  const set = useCallback(
    <K extends keyof T & string>(field: K, value: T[K]) => {
      put(change(latest.current.edits, latest.current.record, field, value));
      setState('dirty');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), idleMs);
    },
    [flush, put],
  );
  const focus = useCallback((field: string) => {
    focused.current = field;
  }, []);
  const blur = useCallback(
    (field: string) => {
      if (focused.current === field) focused.current = '';
      if (hasUnsent(latest.current.edits)) void flush();
      else {
        const settled = settle(latest.current.edits, latest.current.record, '');
        if (settled !== latest.current.edits) put(settled);
      }
    },
    [flush, put],
  );

  const value = useMemo(() => {
    const shown = { ...record } as Record<string, unknown>;
    for (const [field, edit] of Object.entries(kept.value)) shown[field] = edit.value;
    return shown as T;
  }, [record, kept.value]);
  return { value, set, focus, blur, flush, state, failure };
}
