import type { CallInput } from '@shared/contract';
import { useCallback } from 'react';
import { ask } from '../ipc/client';
import { notify } from '../services/notices';
import { useTexts } from '../services/texts';

/** Changes settings at once; says so only when it did not work. */
export function useSettingsChange(): (patch: CallInput<'settings.change'>) => void {
  const { errors } = useTexts();
  return useCallback(
    (patch) => {
      void ask('settings.change', patch).then((result) => {
        if (!result.ok && result.error.code !== 'not-confirmed')
          notify(errors[result.error.code](result.error.data), { tone: 'error' });
      });
    },
    [errors],
  );
}
