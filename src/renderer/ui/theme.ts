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
  '--icon': dark ? '#a9b0b8' : 'rgba(0, 0, 0, 0.54)',
  '--chip': dark ? 'rgba(255, 255, 255, 0.16)' : 'rgba(0, 0, 0, 0.08)',
  '--chip-line': dark ? '#616161' : '#bdbdbd',
  '--switch': dark ? '#6d747c' : '#8a929b',
  '--accent': dark ? '#7aa2ff' : '#1d56d8',
  '--accent-dark': dark ? '#5571b2' : '#143c97',
  '--accent-hover': dark ? 'rgba(122, 162, 255, 0.08)' : 'rgba(29, 86, 216, 0.04)',
  '--on-accent': dark ? '#0b1220' : '#ffffff',
  '--secondary': dark ? '#f0a35e' : '#b2560a',
  '--info': dark ? '#6fb9ea' : '#0b628f',
  '--success': dark ? '#6ccf94' : '#1d7a46',
  '--warning': dark ? '#f2b84b' : '#9a5b00',
  '--on-error': dark ? 'rgba(0, 0, 0, 0.87)' : '#ffffff',
  '--error': dark ? '#ff8f87' : '#c2291f',
});

/** The four sizes of text, in pixels: a screen's name, a part's name, everything that is read, and what stands aside. */
export const textSizes = { screen: 22, part: 16, text: 14, note: 12 } as const;

/** A window so low, or so much enlarged, that every line counts. */
export const low = '@media (max-height: 520px)';

/** A table of a small window stands as paragraphs, one for each row; a cell's `data-title` is its column's name. */
export const stackedTable = {
  '@media (max-width: 760px)': {
    display: 'block',
    '& thead': { position: 'absolute', clipPath: 'inset(50%)', width: '1px', overflow: 'hidden' },
    '& tbody': { display: 'block' },
    '& tr': { display: 'block', padding: '4px 0', borderBottom: '1px solid var(--line)' },
    '& td, & tbody th': { display: 'inline-block', border: 0, padding: '2px 8px', maxWidth: '100%' },
    '& td[data-title]::before': { content: 'attr(data-title) ": "', color: 'var(--quiet)' },
  },
} as const;

/** A field's name on its frame is a note: so much smaller than the text it is drawn with. */
const shrunk = textSizes.note / textSizes.text;

/** The one ring of the focus; inside the edge where what holds the element would cut it. */
const ring = (dark: boolean) => `2px solid ${dark ? '#7aa2ff' : '#1d56d8'}`;

/** The look: one calm blue, warm greys, dense rows; the same in both modes. */
export function makeTheme(mode: 'light' | 'dark'): Theme {
  const dark = mode === 'dark';
  return createTheme({
    palette: {
      mode,
      // Under the pointer a dark theme's button turns lighter: darker, its words would be hard to read.
      primary: dark ? { main: '#7aa2ff', dark: '#93b4ff' } : { main: '#1d56d8' },
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
      action: dark ? { selected: 'rgba(255, 255, 255, 0.1)', active: '#a9b0b8' } : {},
      divider: dark ? '#2e3338' : '#e1e4e8',
    },
    typography: {
      fontFamily: '"PT Sans", system-ui, sans-serif',
      fontSize: 14,
      h1: { fontSize: textSizes.screen, fontWeight: 700, lineHeight: 1.3 },
      h2: { fontSize: textSizes.part, fontWeight: 700, lineHeight: 1.35 },
      h3: { fontSize: textSizes.text, fontWeight: 700, lineHeight: 1.4 },
      body1: { fontSize: textSizes.text },
      body2: { fontSize: textSizes.text },
      caption: { fontSize: textSizes.note, lineHeight: 1.5 },
      button: { textTransform: 'none', fontWeight: 700 },
    },
    shape: { borderRadius: 8 },
    components: {
      MuiButton: {
        defaultProps: { disableElevation: true },
        styleOverrides: {
          root: {
            fontSize: textSizes.text,
            whiteSpace: 'nowrap',
            '&.MuiButton-sizeSmall': { paddingTop: 2, paddingBottom: 2 },
            // On a ground of its own colour the ring stands outside.
            '&.MuiButton-contained.Mui-focusVisible': { outlineOffset: 1 },
          },
        },
      },
      MuiToggleButtonGroup: { styleOverrides: { root: { flexWrap: 'wrap' } } },
      MuiToggleButton: { styleOverrides: { root: { fontSize: textSizes.text, whiteSpace: 'nowrap' } } },
      MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
      MuiSelect: { defaultProps: { size: 'small' } },
      MuiFormControl: { defaultProps: { size: 'small' } },
      MuiAutocomplete: {
        defaultProps: { size: 'small' },
        styleOverrides: { clearIndicator: { marginRight: 0 } },
      },
      MuiChip: {
        defaultProps: { size: 'small' },
        styleOverrides: { root: { fontSize: textSizes.note, maxWidth: '100%' } },
      },
      MuiTooltip: {
        defaultProps: { enterDelay: 500, arrow: true },
        styleOverrides: { tooltip: { fontSize: textSizes.note } },
      },
      MuiInputBase: { styleOverrides: { input: { textOverflow: 'ellipsis' } } },
      MuiInputLabel: {
        styleOverrides: {
          root: { '&.MuiInputLabel-shrink': { transform: `translate(14px, -9px) scale(${shrunk})` } },
        },
      },
      MuiOutlinedInput: { styleOverrides: { notchedOutline: { '& legend': { fontSize: `${shrunk}em` } } } },
      MuiTable: {
        styleOverrides: {
          root: {
            ...stackedTable,
          },
        },
      },
      MuiListSubheader: { styleOverrides: { root: { fontSize: textSizes.note } } },
      MuiDialog: {
        styleOverrides: {
          paper: {
            '@media (max-width: 760px), (max-height: 520px)': {
              margin: 8,
              width: 'calc(100% - 16px)',
              maxWidth: 'calc(100% - 16px)',
              maxHeight: 'calc(100% - 16px)',
            },
          },
        },
      },
      MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiButtonBase: {
        defaultProps: { disableRipple: true },
        styleOverrides: {
          root: {
            fontFamily: 'inherit',
            fontSize: 'inherit',
            '&.Mui-focusVisible': { outline: ring(dark), outlineOffset: -2 },
          },
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
          '*:focus-visible': { outline: ring(dark), outlineOffset: -2 },
        },
      },
    },
    transitions: { create: () => 'none' },
  });
}
