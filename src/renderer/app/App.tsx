import { defaultSettings } from '@shared/settings/contract';
import { Suspense, useEffect } from 'react';
import { useStateOf } from '../ipc/use-live';
import { AppStatusContext } from '../services/session';
import { SettingsContext, useSettingsWithTexts } from '../services/texts';
import { ThemeFrame } from '../ui/ThemeFrame';
import { ErrorBoundary } from './ErrorBoundary';
import { Notices } from './Notices';
import { Shell } from './Shell';
import { Broken, LockScreen, Welcome } from './screens';

/** Chooses between the welcome, the work, the lock and the report of a database that did not open. */
export function App() {
  const settings = useSettingsWithTexts(useStateOf('settings.all') ?? defaultSettings);
  const status = useStateOf('app.status');
  useEffect(() => {
    document.documentElement.lang = settings.language;
  }, [settings.language]);

  return (
    <ThemeFrame theme={settings.theme}>
      <SettingsContext.Provider value={settings}>
        <AppStatusContext.Provider value={status}>
          <ErrorBoundary>
            <Suspense fallback={null}>
              {status?.phase === 'welcome' && <Welcome />}
              {status?.phase === 'locked' && <LockScreen />}
              {status?.phase === 'broken' && <Broken status={status} />}
            </Suspense>
            {(status?.phase === 'ready' || status?.phase === 'starting') && <Shell />}
          </ErrorBoundary>
          <Notices />
        </AppStatusContext.Provider>
      </SettingsContext.Provider>
    </ThemeFrame>
  );
}
