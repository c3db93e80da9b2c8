import type { AppStatus } from '@shared/app/contract';
import { createContext, useContext } from 'react';

export const AppStatusContext = createContext<AppStatus | undefined>(undefined);

/** Who works here, the phase of the app; only below the shell, where it is known. */
export function useAppStatus(): AppStatus {
  const status = useContext(AppStatusContext);
  if (!status) throw new Error('no app status above');
  return status;
}
