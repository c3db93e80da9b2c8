import type { CallInput, CallOutput } from '@shared/contract';
import type { Failure } from '@shared/lib/result';
import { useCallback, useEffect, useState } from 'react';
import { ask } from '../ipc/client';

type Name = 'staff.load' | 'devices.load';

/** What the server alone knows: asked for when the screen opens and again when told. */
export function useLoaded<N extends Name>(name: N) {
  const [value, setValue] = useState<CallOutput<N>>();
  const [failure, setFailure] = useState<Failure>();
  const reload = useCallback(async () => {
    const result = await ask<N>(name, {} as CallInput<N>);
    if (result.ok) setValue(result.value);
    setFailure(result.ok ? undefined : result.error);
  }, [name]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { value, failure, reload };
}
