/** A button with words: `contained` is the one action of its place. `PlainButton` looks the same where the first screen is drawn. */

export type { ButtonProps } from '@mui/material/Button';
export { default as Button } from '@mui/material/Button';
