import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { defaultSettings } from '@shared/settings/contract';
import { Suspense, useEffect, useMemo } from 'react';
import { useStateOf } from '../ipc/use-live';
import { AppStatusContext } from '../services/session';
import { SettingsContext, useSettingsWithTexts } from '../services/texts';
import { makeTheme } from '../ui/theme';
import { ErrorBoundary } from './ErrorBoundary';
import { Notices } from './Notices';
import { Shell } from './Shell';
import { Broken, LockScreen, Welcome } from './screens';

/** Chooses between the welcome, the work, the lock and the report of a database that did not open. */
export function App() {
  const settings = useSettingsWithTexts(useStateOf('settings.all') ?? defaultSettings);
  const status = useStateOf('app.status');
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const mode = settings.theme === 'system' ? (systemDark ? 'dark' : 'light') : settings.theme;
  const theme = useMemo(() => makeTheme(mode), [mode]);
  useEffect(() => {
    document.documentElement.lang = settings.language;
  }, [settings.language]);

  return (
    <ThemeProvider theme={theme}>
      <CssBaseline enableColorScheme />
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
    </ThemeProvider>
  );
}
