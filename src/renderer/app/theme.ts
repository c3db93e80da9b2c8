import { createTheme, type Theme } from '@mui/material/styles';

/** The colours of `ui/plain.css`, the same as the palette's. */
const plainColours = (dark: boolean) => ({
  '--ink': dark ? '#e8eaed' : '#1c2025',
  '--quiet': dark ? '#a9b0b8' : '#59616b',
  '--line': dark ? '#2e3338' : '#e1e4e8',
  '--frame': dark ? 'rgba(255, 255, 255, 0.23)' : 'rgba(0, 0, 0, 0.23)',
  '--ground': dark ? '#121416' : '#f5f6f8',
  '--paper': dark ? '#1b1e22' : '#ffffff',
  '--hover': dark ? 'rgba(255, 255, 255, 0.08)' : 'rgba(0, 0, 0, 0.04)',
  '--selected': dark ? 'rgba(255, 255, 255, 0.1)' : 'rgba(0, 0, 0, 0.08)',
  '--icon': dark ? '#ffffff' : 'rgba(0, 0, 0, 0.54)',
  '--chip': dark ? 'rgba(255, 255, 255, 0.16)' : 'rgba(0, 0, 0, 0.08)',
  '--chip-line': dark ? '#616161' : '#bdbdbd',
  '--switch': dark ? '#6d747c' : '#8a929b',
  '--accent': dark ? '#7aa2ff' : '#1d56d8',
  '--accent-dark': dark ? '#5571b2' : '#143c97',
  '--accent-hover': dark ? 'rgba(122, 162, 255, 0.08)' : 'rgba(29, 86, 216, 0.04)',
  '--on-accent': dark ? '#0b1220' : '#ffffff',
  '--secondary': dark ? '#f0a35e' : '#b2560a',
  '--success': dark ? '#6ccf94' : '#1d7a46',
  '--warning': dark ? '#f2b84b' : '#9a5b00',
  '--on-error': dark ? 'rgba(0, 0, 0, 0.87)' : '#ffffff',
  '--error': dark ? '#ff8f87' : '#c2291f',
});

/** The look: one calm blue, warm greys, dense rows; the same in both modes. */
export function makeTheme(mode: 'light' | 'dark'): Theme {
  const dark = mode === 'dark';
  return createTheme({
    palette: {
      mode,
      primary: { main: dark ? '#7aa2ff' : '#1d56d8' },
      secondary: { main: dark ? '#f0a35e' : '#b2560a' },
      info: { main: dark ? '#6fb9ea' : '#0b628f' },
      success: { main: dark ? '#6ccf94' : '#1d7a46' },
      warning: { main: dark ? '#f2b84b' : '#9a5b00' },
      error: { main: dark ? '#ff8f87' : '#c2291f' },
      background: dark ? { default: '#121416', paper: '#1b1e22' } : { default: '#f5f6f8', paper: '#ffffff' },
      text: dark
        ? { primary: '#e8eaed', secondary: '#a9b0b8' }
        : { primary: '#1c2025', secondary: '#59616b' },
      // Paler than usual in the dark, so that the primary colour stays readable on it.
      action: dark ? { selected: 'rgba(255, 255, 255, 0.1)' } : {},
      divider: dark ? '#2e3338' : '#e1e4e8',
    },
    typography: {
      fontFamily: '"PT Sans", system-ui, sans-serif',
      fontSize: 14,
      h1: { fontSize: 24, fontWeight: 700, lineHeight: 1.3 },
      h2: { fontSize: 18, fontWeight: 700, lineHeight: 1.35 },
      h3: { fontSize: 15, fontWeight: 700, lineHeight: 1.4 },
      body1: { fontSize: 15 },
      body2: { fontSize: 14 },
      caption: { fontSize: 12.5 },
      button: { textTransform: 'none', fontWeight: 700 },
    },
    shape: { borderRadius: 8 },
    components: {
      MuiButton: { defaultProps: { disableElevation: true } },
      MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
      MuiSelect: { defaultProps: { size: 'small' } },
      MuiFormControl: { defaultProps: { size: 'small' } },
      MuiAutocomplete: { defaultProps: { size: 'small' } },
      MuiChip: { defaultProps: { size: 'small' } },
      MuiTooltip: { defaultProps: { enterDelay: 500, arrow: true } },
      MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiButtonBase: {
        defaultProps: { disableRipple: true },
        styleOverrides: {
          root: ({ theme }) => ({
            fontFamily: theme.typography.fontFamily,
            '&.Mui-focusVisible': { outline: `2px solid ${theme.palette.primary.main}`, outlineOffset: 2 },
          }),
        },
      },
      MuiCssBaseline: {
        styleOverrides: {
          ':root': plainColours(dark),
          'html, body, #root': { height: '100%' },
          body: { overflow: 'hidden' },
          // One quiet look on every system, where the classic bars are the loudest thing on the screen.
          '*': {
            scrollbarWidth: 'thin',
            scrollbarColor: dark ? '#4a5158 transparent' : '#b4bac1 transparent',
          },
          '*:focus-visible': { outlineColor: dark ? '#7aa2ff' : '#1d56d8' },
        },
      },
    },
    transitions: { create: () => 'none' },
  });
}
