import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type ReactNode, useMemo } from 'react';
import { makeTheme } from './theme';

interface Props {
  /** What was chosen in the settings. */
  readonly theme: 'light' | 'dark' | 'system';
  readonly children: ReactNode;
}

/** The look of everything inside, light or dark. */
export function ThemeFrame({ theme: chosen, children }: Props) {
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const mode = chosen === 'system' ? (systemDark ? 'dark' : 'light') : chosen;
  const theme = useMemo(() => makeTheme(mode), [mode]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline enableColorScheme />
      {children}
    </ThemeProvider>
  );
}
