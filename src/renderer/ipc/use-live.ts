import type { CallInput, CallOutput, LiveName, StateName } from '@shared/contract';
import type { Failure } from '@shared/lib/result';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from '../lib/store';
import { watch } from './client';
import { stateStore } from './states';

export interface Live<T> {
  /** The newest answer; the previous input's one until the new input was answered; undefined before the first. */
  readonly value: T | undefined;
  readonly error: Failure | undefined;
  /** Whether `value` answers the present input. */
  readonly fresh: boolean;
}

/**
 * Watches a live query while the component is shown.
 * @param input compared by content; null watches nothing
 */
export function useLive<N extends LiveName>(name: N, input: CallInput<N> | null): Live<CallOutput<N>> {
  const key = JSON.stringify(input);
  const [state, setState] = useState<{
    key: string;
    value: CallOutput<N> | undefined;
    error: Failure | undefined;
  }>({
    key: '',
    value: undefined,
    error: undefined,
  });
  useEffect(() => {
    if (key === 'null') return;
    return watch(name, JSON.parse(key) as CallInput<N>, (result) =>
      setState((before) =>
        result.ok
          ? { key, value: result.value, error: undefined }
          : { key, value: before.value, error: result.error },
      ),
    );
  }, [name, key]);
  return useMemo(
    () => ({ value: key === 'null' ? undefined : state.value, error: state.error, fresh: state.key === key }),
    [state, key],
  );
}

/** Watches a published state; undefined until it was published. What the page was served with is there at once. */
export const useStateOf = <N extends StateName>(name: N): CallOutput<N> | undefined =>
  useStore(stateStore(name));
