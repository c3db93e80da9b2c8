import type { CallInput, CallOutput } from '@shared/contract';
import type { Failure } from '@shared/lib/result';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type AskName, ask } from './client';

export interface Command<N extends AskName> {
  /** Runs it; answers the value, or undefined when it was refused (then `error` says why). */
  readonly run: (input: CallInput<N>) => Promise<CallOutput<N> | undefined>;
  readonly busy: boolean;
  readonly error: Failure | undefined;
  readonly clearError: () => void;
}

/** A command or system call with its state, for a form or a button. */
export function useCommand<N extends AskName>(name: N): Command<N> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure>();
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const run = useCallback(
    async (input: CallInput<N>) => {
      setBusy(true);
      const result = await ask(name, input);
      if (shown.current) {
        setBusy(false);
        setError(result.ok ? undefined : result.error);
      }
      return result.ok ? result.value : undefined;
    },
    [name],
  );
  const clearError = useCallback(() => setError(undefined), []);
  return { run, busy, error, clearError };
}
